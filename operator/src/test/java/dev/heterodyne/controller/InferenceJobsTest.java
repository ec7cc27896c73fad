package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.Phase;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the operator runs while its block does
class InferenceJobsTest {
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void replicasServeWhenEnoughOfThemAreReady() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.inference("chat", 3));
            Deployment replicas = awaitDeployment("chat-h20-a");
            assertThat(replicas.getSpec().getReplicas()).isEqualTo(3);
            assertThat(condition("Available")).isEqualTo("TooFewReplicas");

            // When
            ready(replicas, 3);
            // Then
            awaitPhase(Phase.Running);
            assertThat(condition("Available")).isEqualTo("EnoughReplicas");
            assertThat(status().readyReplicas()).isEqualTo(3);
            assertThat(status().placement().shares().get(0).readyReplicas()).isEqualTo(3);
            assertThat(status().selector())
                    .isEqualTo("heterodyne.dev/job-kind=InferenceJob,heterodyne.dev/job-name=chat");

            // When
            ready(replicas, 2);
            // Then
            await().untilAsserted(() -> assertThat(condition("Available")).isEqualTo("TooFewReplicas"));
            assertThat(status().readyReplicas()).isEqualTo(2);
        }
    }

    @Test
    void aReconcileOfAnUnchangedWorldWritesNothing() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.inference("chat", 1));
            ready(awaitDeployment("chat-h20-a"), 1);
            awaitPhase(Phase.Running);
            await().until(() -> status().predicted() != null);
            await().until(
                            cluster::poolStatus,
                            s -> s.map(p -> p.accelerators().allocated())
                                    .filter(a -> a == 4)
                                    .isPresent());
        }
        int before = cluster.writes().size();
        // When
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.inference("next", 1));
            await().until(() -> cluster.client()
                            .resources(InferenceJob.class)
                            .inNamespace("team")
                            .withName("next")
                            .get()
                            .getStatus()
                    != null);
        }
        // Then
        assertThat(cluster.writes().subList(before, cluster.writes().size()))
                .isNotEmpty()
                .noneMatch(w -> w.contains("chat"));
    }

    @Test
    void whatATemplateNoLongerAsksForIsTakenAway() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.inference("chat", 1)
                    .replace("spec: {containers", "spec: {hostNetwork: true, containers"));
            assertThat(awaitDeployment("chat-h20-a")
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getHostNetwork())
                    .isTrue();
            // When
            cluster.client()
                    .resources(InferenceJob.class)
                    .inNamespace("team")
                    .withName("chat")
                    .patch(
                            PatchContext.of(PatchType.JSON),
                            "[{\"op\": \"remove\", \"path\": \"/spec/runtimes/0/template/spec/hostNetwork\"}]");
            // Then
            await().untilAsserted(() -> assertThat(awaitDeployment("chat-h20-a")
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getHostNetwork())
                    .isNull());
        }
    }

    @Test
    void anObjectOfSomebodyElseIsLeftAlone() {
        // Given
        cluster.create(Manifests.H20);
        Applier taken = new Applier() {
            @Override
            public <T extends HasMetadata> T create(T desired) {
                throw new KubernetesClientException("conflict with \"kubectl\"", 409, null);
            }

            @Override
            public <T extends HasMetadata> T change(T desired) {
                throw new AssertionError("not ours to change");
            }
        };
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, taken)) {
            // When
            cluster.create(Manifests.inference("chat", 1));
            // Then
            await().until(() -> status() != null);
            await().untilAsserted(() -> assertThat(condition("Available")).isEqualTo("NameTaken"));
            assertThat(status().phase()).isEqualTo(Phase.Placed);
        }
    }

    @Test
    void whatIsForbiddenIsTold() {
        // Given
        cluster.create(Manifests.H20);
        TightQuota quota = new TightQuota(new PlainApplier(cluster.client()), child -> child instanceof Deployment);
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, quota)) {
            // When
            cluster.create(Manifests.inference("chat", 1));
            // Then
            await().until(() -> status() != null);
            await().untilAsserted(() -> assertThat(condition("Available")).isEqualTo("FailedCreate"));
            assertThat(status().phase()).isEqualTo(Phase.Placed);
        }
    }

    private InferenceJobStatus status() {
        return cluster.client()
                .resources(InferenceJob.class)
                .inNamespace("team")
                .withName("chat")
                .get()
                .getStatus();
    }

    private String condition(String type) {
        return Conditions.find(status().conditions(), type).orElseThrow().getReason();
    }

    private void awaitPhase(Phase phase) {
        await().until(() -> status() == null ? null : status().phase(), p -> p == phase);
    }

    private Deployment awaitDeployment(String name) {
        return await().until(
                        () -> cluster.client()
                                .apps()
                                .deployments()
                                .inNamespace("team")
                                .withName(name)
                                .get(),
                        Objects::nonNull);
    }

    private void ready(Deployment deployment, int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace("team")
                .withName(deployment.getMetadata().getName())
                .editStatus(d -> {
                    d.setStatus(new DeploymentStatusBuilder()
                            .withReadyReplicas(replicas)
                            .build());
                    return d;
                });
    }
}
