package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaderWorkerSetSupportTest {
    private final ClusterState state = new ClusterState(false);

    @Test
    void manifestsAloneAreTakenToBeForAClusterThatHasIt() {
        assertThat(new ClusterState().snapshot(Instant.EPOCH).leaderWorkerSets())
                .isTrue();
    }

    @Test
    void itCountsOnceItIsServed() {
        assertThat(state.apply(definition(LeaderWorkerSetSupport.DEFINITION, "v1", "False")))
                .isFalse();
        assertThat(supported()).isFalse();

        assertThat(state.apply(definition(LeaderWorkerSetSupport.DEFINITION, "v1", "True")))
                .isTrue();
        assertThat(supported()).isTrue();
    }

    @Test
    void itNoLongerCountsOnceItIsGone() {
        CustomResourceDefinition definition = definition(LeaderWorkerSetSupport.DEFINITION, "v1", "True");
        state.apply(definition);

        assertThat(state.remove(definition)).isTrue();
        assertThat(supported()).isFalse();
    }

    @Test
    void otherKindsAndOtherVersionsDoNotCount() {
        state.apply(definition("things.example.com", "v1", "True"));
        state.apply(definition(LeaderWorkerSetSupport.DEFINITION, "v2", "True"));

        assertThat(supported()).isFalse();
    }

    private boolean supported() {
        return state.snapshot(Instant.EPOCH).leaderWorkerSets();
    }

    private static CustomResourceDefinition definition(String name, String version, String established) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewVersion()
                .withName(version)
                .withServed(true)
                .endVersion()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Established")
                .withStatus(established)
                .endCondition()
                .endStatus()
                .build();
    }
}
