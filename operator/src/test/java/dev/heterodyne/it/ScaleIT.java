package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scale subresource, as kubectl and a real HorizontalPodAutoscaler use it. */
@ExtendWith(LiveClusterExtension.class)
class ScaleIT {
    @Test
    void kubectlScales(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        create(sandbox);
        assertThat(scale(cluster, sandbox)).contains("\"replicas\":2", "\"selector\":\"heterodyne.dev/job-kind=");

        cluster.kubectl("scale", "inferencejob/chat", "--namespace", sandbox.name(), "--replicas=3");

        assertThat(desired(sandbox)).isEqualTo(3);
        assertThat(scale(cluster, sandbox)).contains("\"spec\":{\"replicas\":3}");
        awaitReplicas(sandbox, 3);
    }

    @Test
    void aHorizontalPodAutoscalerScales(LiveCluster cluster, Sandbox sandbox) throws Exception {
        cluster.operator();
        create(sandbox);
        try (MetricsFront front = new MetricsFront(cluster.client())) {
            front.value(20);
            Process controller = autoscalers(cluster, front.kubeconfig());
            try {
                sandbox.apply("""
                        apiVersion: autoscaling/v2
                        kind: HorizontalPodAutoscaler
                        metadata: {name: chat}
                        spec:
                          scaleTargetRef: {apiVersion: heterodyne.dev/v1alpha1, kind: InferenceJob, name: chat}
                          minReplicas: 1
                          maxReplicas: 4
                          metrics:
                            - type: External
                              external: {metric: {name: load}, target: {type: AverageValue, averageValue: "10"}}
                        """);
                Sandbox.await()
                        .untilAsserted(() -> assertThat(
                                        autoscaler(cluster, sandbox).getStatus().getConditions())
                                .anySatisfy(c -> {
                                    assertThat(c.getType()).isEqualTo("ScalingActive");
                                    assertThat(c.getStatus()).isEqualTo("True");
                                }));
                assertThat(desired(sandbox)).isEqualTo(2);

                front.value(40);
                Sandbox.await().untilAsserted(() -> assertThat(desired(sandbox)).isEqualTo(4));
                awaitReplicas(sandbox, 4);

                front.value(10);
                Sandbox.await().untilAsserted(() -> assertThat(desired(sandbox)).isEqualTo(1));
                awaitReplicas(sandbox, 1);
            } finally {
                controller.destroy();
                if (!controller.waitFor(10, TimeUnit.SECONDS)) {
                    controller.destroyForcibly().waitFor();
                }
            }
        }
    }

    /** A second kube-controller-manager that only runs autoscalers, fast. */
    private static Process autoscalers(LiveCluster cluster, Path kubeconfig) throws IOException {
        return new ProcessBuilder(
                        cluster.binary("kube-controller-manager").toString(),
                        "--kubeconfig=" + kubeconfig,
                        "--controllers=horizontal-pod-autoscaler-controller",
                        "--horizontal-pod-autoscaler-sync-period=1s",
                        "--horizontal-pod-autoscaler-downscale-stabilization=1s",
                        "--leader-elect=false",
                        "--secure-port=0")
                .redirectErrorStream(true)
                .redirectOutput(Checkout.OUTPUT.resolve("autoscalers.log").toFile())
                .start();
    }

    /** The job placed, with two replicas: an autoscaler leaves alone what states none. */
    private static void create(Sandbox sandbox) {
        sandbox.pool("a", 4, 8);
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat}
                spec:
                  policyName: NAME
                  replicas: {min: 1, max: 4, desired: 2}
                  acceleratorsPerReplica: 8
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """);
        Sandbox.await().untilAsserted(() -> {
            InferenceJob job = sandbox.inference("chat");
            assertThat(job.getStatus()).isNotNull();
            assertThat(job.getStatus().replicas()).isPositive();
            assertThat(job.getStatus().selector()).isNotBlank();
        });
    }

    /** The replicas follow, to the last pod. */
    private static void awaitReplicas(Sandbox sandbox, int replicas) {
        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.inference("chat").getStatus().replicas()).isEqualTo(replicas);
            assertThat(sandbox.inference("chat").getStatus().readyReplicas()).isEqualTo(replicas);
            assertThat(sandbox.pods()).hasSize(replicas);
        });
    }

    private static String scale(LiveCluster cluster, Sandbox sandbox) {
        return cluster.kubectl(
                "get",
                "--raw",
                "/apis/heterodyne.dev/v1alpha1/namespaces/%s/inferencejobs/chat/scale".formatted(sandbox.name()));
    }

    private static Integer desired(Sandbox sandbox) {
        return sandbox.inference("chat").getSpec().replicas().desired();
    }

    private static HorizontalPodAutoscaler autoscaler(LiveCluster cluster, Sandbox sandbox) {
        HorizontalPodAutoscaler autoscaler = cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(sandbox.name())
                .withName("chat")
                .get();
        assertThat(autoscaler.getStatus()).isNotNull();
        assertThat(autoscaler.getStatus().getConditions()).isNotNull();
        return autoscaler;
    }
}
