package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Built-in scaling by a real Prometheus: the load is followed, and one that is away takes nothing away. */
@ExtendWith(LiveClusterExtension.class)
class PrometheusIT {
    private static final Duration WINDOW = Duration.ofSeconds(4);

    @Test
    void replicasFollowTheLoadAndStayWhereNobodyKnowsIt(LiveCluster cluster, Sandbox sandbox)
            throws IOException, InterruptedException {
        cluster.operator();
        sandbox.pool("a", 4, 8);
        String pool = sandbox.poolName("a");
        ServingJob job = new ServingJob(cluster.client(), sandbox);
        try (RequestCounter requests = new RequestCounter();
                RunningPrometheus prometheus = new RunningPrometheus(requests.port())) {
            requests.rate(1);
            create(sandbox, prometheus.address());
            job.awaitSettled(Map.of(pool, 1));
            awaitCondition(job, "True LoadRead");
            awaitLoad(job, 1);
            double rate = job.rate(pool);

            requests.rate(1.5 * rate);
            awaitLoad(job, 1.5 * rate);
            job.awaitSettled(Map.of(pool, 2));

            requests.rate(3.2 * rate);
            awaitLoad(job, 3.2 * rate);
            job.awaitSettled(Map.of(pool, 4));
            assertThat(job.status().predicted().requestsPerSecond())
                    .isGreaterThan(job.status().load().requestsPerSecond());

            prometheus.kill();
            requests.rate(0.5 * rate);
            awaitCondition(job, "False StaleLoad");
            double carried = job.status().load().requestsPerSecond();
            Sandbox.await()
                    .during(WINDOW.multipliedBy(2))
                    .until(() -> job.status().load().requestsPerSecond() == carried
                            && job.replicas().equals(Map.of(pool, 4))
                            && job.pods().size() == 4);
            assertThat(cluster.operator().metric("heterodyne_load_readings_total", "outcome", "failed"))
                    .isPositive();

            prometheus.start();
            awaitCondition(job, "True LoadRead");
            awaitLoad(job, 0.5 * rate);
            job.awaitSettled(Map.of(pool, 1));
        }
    }

    private static void create(Sandbox sandbox, String prometheus) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat}
                spec:
                  policyName: NAME
                  model: {parameters: 70B}
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

    /** The load to carry is what comes with the headroom of a tenth; a rate over so few scrapes is a little off. */
    private static void awaitLoad(ServingJob job, double comes) {
        Sandbox.await().untilAsserted(() -> {
            assertThat(job.status().load()).isNotNull();
            assertThat(job.status().load().requestsPerSecond()).isBetween(1.0 * comes, 1.22 * comes);
        });
    }

    private static void awaitCondition(ServingJob job, String value) {
        Sandbox.await()
                .untilAsserted(() -> assertThat(job.condition("LoadObserved")).isEqualTo(value));
    }
}
