package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A LeaderWorkerSet per replica of several pods, for as long as there is that replica. */
@SuppressWarnings("try") // the operator runs while its block does
class GroupChildrenTest {
    private static final String SETS = "/leaderworkersets";

    private final MockCluster cluster = new MockCluster();
    private final ServedJob job = new ServedJob(cluster);

    @BeforeEach
    void create() {
        cluster.create(Manifests.H20);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aReplicaWaitsForTheDefinitionAndThenGetsASetOfItsPods() {
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            createLarge();
            await().untilAsserted(() -> assertThat(job.condition("Placed")).isEqualTo("False LeaderWorkerSetMissing"));
            assertThat(cluster.writes(SETS)).isEmpty();

            cluster.create(Manifests.LEADER_WORKER_SET);
            awaitSets("chat-h20-a-0");

            GenericKubernetesResource set = sets().get(0);
            assertThat(set.<Integer>get("spec", "replicas")).isEqualTo(1);
            assertThat(set.<Integer>get("spec", "leaderWorkerTemplate", "size")).isEqualTo(2);
            assertThat(set.hasOwnerReferenceFor(job.get().getMetadata().getUid()))
                    .isTrue();
            assertThat(job.deployments()).isEmpty();
        }
    }

    @Test
    void theNextOperatorDeletesWhatACrashHasLeftAndWritesNoSetAnew() {
        cluster.create(Manifests.LEADER_WORKER_SET);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            createLarge();
            awaitSets("chat-h20-a-0");
        }
        GenericKubernetesResource own = sets().get(0);
        cluster.client().resource(inPool(own, "gone")).create();
        GenericKubernetesResource foreign = inPool(own, "foreign");
        foreign.getMetadata().setOwnerReferences(List.of());
        cluster.client().resource(foreign).create();
        int before = cluster.writes(SETS).size();

        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // What is left over goes last, when the others have been looked at.
            awaitSets("chat-h20-a-0", "chat-foreign-0");
        }
        assertThat(cluster.writes(SETS)).hasSize(before);
    }

    @Test
    void anImageOfAJobWhoseReplicaDoesNotServeGoesToItsSetAtOnce() {
        cluster.create(Manifests.LEADER_WORKER_SET);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            createLarge();
            awaitSets("chat-h20-a-0");
            String before = PodGroup.revision(sets().get(0));

            job.edit(spec -> ServedJob.container(spec).put("image", "another"));

            await().untilAsserted(
                            () -> assertThat(PodGroup.revision(sets().get(0))).isNotEqualTo(before));
            assertThat(cluster.writes(SETS)).hasSize(2);
        }
    }

    /** A replica of two pods that fill the two nodes. */
    private void createLarge() {
        job.create(16, 1, 1, "podsPerReplica: 2");
    }

    private List<GenericKubernetesResource> sets() {
        return cluster.client()
                .genericKubernetesResources(PodGroup.API_VERSION, PodGroup.KIND)
                .inNamespace("team")
                .list()
                .getItems();
    }

    private void awaitSets(String... names) {
        Set<String> expected = Set.of(names);
        await().untilAsserted(() -> assertThat(
                        sets().stream().map(s -> s.getMetadata().getName()).collect(Collectors.toSet()))
                .isEqualTo(expected));
    }

    /** A copy as a replica in another pool would have it. */
    private static GenericKubernetesResource inPool(GenericKubernetesResource set, String pool) {
        return new GenericKubernetesResourceBuilder(set)
                .editMetadata()
                .withName("chat-" + pool + "-0")
                .withUid(null)
                .withResourceVersion(null)
                .addToLabels(Map.of(Heterodyne.POOL_LABEL, pool))
                .endMetadata()
                .build();
    }
}
