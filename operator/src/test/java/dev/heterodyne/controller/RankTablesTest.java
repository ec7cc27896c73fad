package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.RankTable;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankTablesTest {
    private static final String NOTE =
            "{\"server_id\":\"s%d\",\"devices\":[{\"device_id\":\"0\",\"device_ip\":\"10.0.0.%d\"}]}";
    private static final Share SHARE = new Share("p", "c", "cann", 2, 1, "", List.of("n1", "n2"));
    private final MockCluster cluster = new MockCluster();
    private final RankTables tables = new RankTables(cluster.client(), new PlainApplier(cluster.client()));
    private final TrainingJob job =
            cluster.client().getKubernetesSerialization().unmarshal("""
            apiVersion: heterodyne.dev/v1alpha1
            kind: TrainingJob
            metadata: {name: sft, namespace: team, uid: u1}
            """, TrainingJob.class);
    private final Attempt attempt =
            cluster.client().getKubernetesSerialization().unmarshal("number: 2", Attempt.class);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theTableIsWrittenOnceWhenTheLastPodIsNoted() {
        // Given
        assertThat(apply(RankTable.Generated, pod(0, true), pod(1, false))).isEmpty();
        assertThat(cluster.writes()).isEmpty();

        // When
        assertThat(apply(RankTable.Generated, pod(0, true), pod(1, true))).isEmpty();
        assertThat(apply(RankTable.Generated, pod(0, true), pod(1, true))).isEmpty();

        // Then
        assertThat(cluster.writes()).containsExactly("POST /api/v1/namespaces/team/configmaps");
        ConfigMap table = configMap("sft-a2-ranktable");
        assertThat(table.getData().get("hccl.json")).contains("\"completed\"", "\"10.0.0.1\"");
        assertThat(table.hasOwnerReferenceFor("u1")).isTrue();
    }

    @Test
    void mindClustersLaunchersFindItUnderTheirName() {
        apply(RankTable.MindCluster, pod(0, true), pod(1, true));

        assertThat(configMap("rings-config-sft-a2").getData()).containsKeys("hccl.json", "version");
    }

    @Test
    void aPoolWithoutRankTableGetsNone() {
        assertThat(apply(RankTable.None, pod(0, true), pod(1, true))).isEmpty();

        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aNoteThatCannotBeUsedIsToldAndNothingIsWritten() {
        Pod broken = new PodBuilder(pod(1, false))
                .editMetadata()
                .addToAnnotations("ascend.kubectl.kubernetes.io/ascend-910-configuration", "{")
                .endMetadata()
                .build();

        assertThat(apply(RankTable.Generated, pod(0, true), broken))
                .singleElement()
                .asString()
                .startsWith("Pod team/r1: annotation");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAlone() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("sft-a2-ranktable")
                        .withNamespace("team")
                        .endMetadata()
                        .withData(Map.of("mine", "1"))
                        .build())
                .create();

        assertThat(apply(RankTable.Generated, pod(0, true), pod(1, true)))
                .singleElement()
                .asString()
                .contains("ConfigMap sft-a2-ranktable exists already and belongs to somebody else");
        assertThat(configMap("sft-a2-ranktable").getData()).containsOnlyKeys("mine");
    }

    private List<String> apply(RankTable kind, Pod... pods) {
        PoolBinding pool = new PoolBinding("p", "huawei.com/Ascend910", List.of(), Map.of(), kind);
        return tables.apply(job, attempt, SHARE, pool, List.of(pods));
    }

    private ConfigMap configMap(String name) {
        return cluster.client().configMaps().inNamespace("team").withName(name).get();
    }

    private static Pod pod(int rank, boolean noted) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("r" + rank)
                .withNamespace("team")
                .addToAnnotations("batch.kubernetes.io/job-completion-index", String.valueOf(rank))
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus();
        if (noted) {
            pod.editMetadata()
                    .addToAnnotations(
                            "ascend.kubectl.kubernetes.io/ascend-910-configuration", NOTE.formatted(rank, rank))
                    .endMetadata();
        }
        return pod.build();
    }
}
