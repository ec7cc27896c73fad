package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
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
    void anotherOperatorWritesNoSetAnew() {
        cluster.create(Manifests.LEADER_WORKER_SET);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            createLarge();
            awaitSets("chat-h20-a-0");
        }
        int before = cluster.writes(SETS).size();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // A second job tells that the operator has been through its first reconciles.
            cluster.create(Manifests.inference("small", 1));
            awaitSmallIsConsidered();
        }
        assertThat(cluster.writes(SETS)).hasSize(before);
    }

    @Test
    void aSetThatACrashHasLeftIsDeletedByTheNextOperatorAndThatOfAnotherIsNot() {
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

        try (TestOperator operator = TestOperator.start(cluster.client())) {
            awaitSets("chat-h20-a-0", "chat-foreign-0");
        }
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
        cluster.create("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat, namespace: team}
                spec:
                  model: {parameters: 7B}
                  acceleratorsPerReplica: 16
                  podsPerReplica: 2
                  replicas: {min: 1}
                  runtimes:
                    - {stack: cuda, template: {spec: {containers: [{name: server, image: i}]}}}
                """);
    }

    private void awaitSmallIsConsidered() {
        await().until(() -> {
            InferenceJob small = cluster.client()
                    .resources(InferenceJob.class)
                    .inNamespace("team")
                    .withName("small")
                    .get();
            return small.getStatus() != null
                    && Conditions.find(small.getStatus().conditions(), "Placed").isPresent();
        });
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
