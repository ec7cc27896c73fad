package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Built-in scaling by a real Prometheus: the load is followed, and one that is away takes nothing away. */
@ExtendWith(LiveClusterExtension.class)
class PrometheusIT {
    private static final Duration WINDOW = Duration.ofSeconds(4);

    @Test
    void theLoadIsFollowed(LiveCluster cluster, Sandbox sandbox) throws IOException, InterruptedException {
        cluster.operator();
        sandbox.pool("a", 4, 8);
        try (RequestCounter requests = new RequestCounter();
                RunningPrometheus prometheus = new RunningPrometheus(requests.port())) {
            requests.rate(20);
            create(sandbox, prometheus.address());
            awaitLoad(sandbox, 20, 26);
            awaitCondition(sandbox, "True", "LoadRead");
            Sandbox.await().until(() -> status(sandbox).placement().shares() != null);

            requests.rate(60);
            awaitLoad(sandbox, 60, 78);

            prometheus.kill();
            awaitCondition(sandbox, "False", "StaleLoad");
            double carried = status(sandbox).load().requestsPerSecond();
            int replicas = status(sandbox).replicas();
            Sandbox.await()
                    .during(WINDOW.multipliedBy(2))
                    .until(() -> status(sandbox).load().requestsPerSecond() == carried
                            && status(sandbox).replicas() >= replicas);
            assertThat(cluster.operator().metric("heterodyne_load_readings_total", "outcome", "failed"))
                    .isPositive();

            requests.rate(5);
            prometheus.start();
            awaitCondition(sandbox, "True", "LoadRead");
            awaitLoad(sandbox, 4, 7);
        }
    }

    private static void create(Sandbox sandbox, String prometheus) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat}
                spec:
                  policyName: NAME
                  replicas: {min: 1, max: 4}
                  acceleratorsPerReplica: 8
                  autoscaling:
                    prometheus: {address: "%s", requestsPerSecond: 'sum(rate(requests_total{model="chat"}[3s]))'}
                    intervalSeconds: 1
                    staleAfterSeconds: 4
                    scaleDownStabilizationSeconds: %d
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """.formatted(prometheus, WINDOW.toSeconds()));
    }

    private static InferenceJobStatus status(Sandbox sandbox) {
        InferenceJob job = sandbox.inference("chat");
        assertThat(job.getStatus()).isNotNull();
        return job.getStatus();
    }

    private static void awaitLoad(Sandbox sandbox, double least, double most) {
        Sandbox.await().untilAsserted(() -> {
            assertThat(status(sandbox).load()).isNotNull();
            assertThat(status(sandbox).load().requestsPerSecond()).isBetween(least, most);
        });
    }

    private static void awaitCondition(Sandbox sandbox, String value, String reason) {
        Sandbox.await()
                .untilAsserted(() -> assertThat(status(sandbox).conditions())
                        .filteredOn(c -> c.getType().equals("LoadObserved"))
                        .extracting(Condition::getStatus, Condition::getReason)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(value, reason)));
    }
}
