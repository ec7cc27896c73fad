package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.prometheus.FakePrometheus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the operator runs while its block does
class LoadWatcherTest {
    private final MockCluster cluster = new MockCluster();
    private FakePrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = new FakePrometheus();
        cluster.create(Manifests.H20);
    }

    @AfterEach
    void close() {
        prometheus.close();
        cluster.close();
    }

    private void create(String name, String autoscaling) {
        cluster.create(
                Manifests.inference(name, 1).replace("  service:", "  autoscaling: " + autoscaling + "\n  service:"));
    }

    private String autoscaling(String more) {
        return """
                {intervalSeconds: 1, staleAfterSeconds: 3, scaleDownStabilizationSeconds: 0, %sprometheus: {address: '%s', requestsPerSecond: rate}}""".formatted(more, prometheus.address());
    }

    private InferenceJobStatus status(String name) {
        return Optional.ofNullable(job(name).getStatus()).orElse(InferenceStatuses.of(new InferenceJob()));
    }

    private InferenceJob job(String name) {
        return cluster.client()
                .resources(InferenceJob.class)
                .inNamespace("team")
                .withName(name)
                .get();
    }

    private Optional<Condition> observed(String name) {
        return Conditions.find(status(name).conditions(), "LoadObserved");
    }

    private void awaitReason(String name, String reason) {
        patiently()
                .untilAsserted(() ->
                        assertThat(observed(name).map(Condition::getReason)).contains(reason));
    }

    private void awaitLoad(String name, double requestsPerSecond) {
        patiently().untilAsserted(() -> {
            assertThat(status(name).load()).isNotNull();
            assertThat(status(name).load().requestsPerSecond()).isEqualTo(requestsPerSecond);
        });
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }

    @Test
    void theLoadIsFollowedUpAndDownAndWrittenOnce() {
        prometheus.vector("rate", "10");
        create("chat", autoscaling(""));
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            awaitLoad("chat", 11);
            awaitReason("chat", "LoadRead");
            patiently().until(() -> status("chat").placement() != null);

            prometheus.vector("rate", "40");
            awaitLoad("chat", 44);

            AtomicInteger writes = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            patiently().during(Duration.ofSeconds(4)).until(() -> {
                int now = cluster.writes("/inferencejobs/chat/status").size();
                boolean quiet = writes.getAndSet(now) == now;
                if (!quiet) {
                    asked.set(prometheus.asked().size());
                }
                return quiet;
            });
            assertThat(prometheus.asked().size())
                    .as("readings that were no news and are not written")
                    .isGreaterThan(asked.get() + 1);

            prometheus.vector("rate", "5");
            awaitLoad("chat", 5.5);
        }
    }

    @Test
    void whatIsStaleTakesNothingAway() {
        prometheus.vector("rate", "10");
        create("chat", autoscaling(""));
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            awaitLoad("chat", 11);

            prometheus.vector("rate");
            awaitReason("chat", "StaleLoad");
            assertThat(observed("chat").orElseThrow().getMessage())
                    .startsWith("spec.autoscaling.prometheus.requestsPerSecond gives no series");
            assertThat(status("chat").load().requestsPerSecond()).isEqualTo(11);
            patiently().untilAsserted(() -> assertThat(cluster.eventReasons()).contains("StaleLoad"));

            prometheus.vector("rate", "2");
            awaitReason("chat", "LoadRead");
            awaitLoad("chat", 2.2);
        }
    }

    @Test
    void whatIsWrittenIsTheFloorAfterARestart() {
        prometheus.vector("rate", "40");
        create(
                "chat",
                autoscaling("").replace("scaleDownStabilizationSeconds: 0", "scaleDownStabilizationSeconds: 600"));
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            awaitLoad("chat", 44);
        }
        prometheus.vector("rate", "1");
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            int asked = prometheus.asked().size();
            patiently().until(() -> prometheus.asked().size() >= asked + 3);
            assertThat(status("chat").load().requestsPerSecond()).isEqualTo(44);
        }
    }

    @Test
    void aJobThatCannotBeReadSaysWhyAndHoldsUpNobody() throws Exception {
        prometheus.vector("rate", "10");
        try (FakePrometheus broken = new FakePrometheus()) {
            broken.body("rate", 400, "{\"status\":\"error\",\"error\":\"parse error\"}");
            create(
                    "bad",
                    autoscaling("")
                            .replace(
                                    prometheus.address().toString(),
                                    broken.address().toString()));
            create("chat", autoscaling(""));
            try (TestOperator operator = TestOperator.start(cluster.client())) {
                awaitReason("bad", "LoadUnknown");
                assertThat(observed("bad").orElseThrow().getMessage()).contains("parse error; correct the query");
                assertThat(status("bad").load()).isNull();
                awaitLoad("chat", 11);
            }
        }
    }

    @Test
    void aJobThatFollowsNoMoreCarriesWhatItStates() {
        prometheus.vector("rate", "10");
        create("chat", autoscaling(""));
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            awaitLoad("chat", 11);
            // The operator may write at the same time.
            patiently().ignoreException(KubernetesClientException.class).until(() -> {
                InferenceJob edited = job("chat");
                edited.setSpec(cluster.client()
                        .getKubernetesSerialization()
                        .unmarshal(Manifests.inference("chat", 1), InferenceJob.class)
                        .getSpec());
                return cluster.client().resource(edited).update() != null;
            });
            patiently().untilAsserted(() -> {
                assertThat(status("chat").load()).isNull();
                assertThat(observed("chat")).isEmpty();
            });
        }
    }
}
