package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heterodyne.api.ShareStatus;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status says what the replicas serve by the model, and what is short. */
@SuppressWarnings("try") // the operator runs while its block does
class ServingForecastTest {
    private static final double THREE_DIGITS = 0.01;
    private final MockCluster cluster = new MockCluster();
    private final ServedJob job = new ServedJob(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @BeforeEach
    void cluster() {
        cluster.create(Manifests.H20 + ServedJob.SECOND_POOL);
    }

    @Test
    void theSharesAddUpToTheForecast() {
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            job.create(1, 3, "load: {requestsPerSecond: 1, promptTokens: 1000, outputTokens: 400}")
                    .desired(3);
            // Wanted at once, while the first placement may be being written.
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(job.status().placement().shares())
                            .hasSize(2)
                            .extracting(ShareStatus::requestsPerSecond)
                            .doesNotContainNull());
            double rate = job.status().predicted().requestsPerSecond();
            assertThat(rate)
                    .isCloseTo(
                            job.status().placement().shares().stream()
                                    .mapToDouble(s -> Objects.requireNonNull(s.requestsPerSecond()))
                                    .sum(),
                            within(THREE_DIGITS * rate));
            assertThat(job.status().predicted().tokensPerSecond())
                    .isCloseTo(400 * rate, within(THREE_DIGITS * 400 * rate));
            assertThat(job.status().predicted().timeToFirstTokenMs()).isPositive();
            assertThat(job.status().predicted().timePerOutputTokenMs()).isPositive();
            assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
        }
    }

    @Test
    void moreReplicasServeMore() {
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            job.create(1, 2, "load: {requestsPerSecond: 1}").desired(1);
            double one = awaitForecast();
            job.desired(2);
            await().untilAsserted(() -> assertThat(job.status().predicted().requestsPerSecond())
                    .isCloseTo(2 * one, within(2 * THREE_DIGITS * one)));
        }
    }

    @Test
    void aLoadThatIsNotCarriedIsSaid() {
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            job.create(1, 1, "load: {requestsPerSecond: 1}");
            awaitForecast();
            assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
            // When
            load(1e6);
            // Then
            await().untilAsserted(() -> assertThat(job.condition("Degraded")).isEqualTo("True LoadNotCarried"));
            assertThat(Conditions.find(job.status().conditions(), "Degraded")
                            .orElseThrow()
                            .getMessage())
                    .contains("replicas.max allows no more");
            // When
            load(1);
            // Then
            await().untilAsserted(() -> assertThat(job.condition("Degraded")).isEqualTo("False AsDecided"));
        }
    }

    private double awaitForecast() {
        await().until(() -> job.get().getStatus() != null && job.status().predicted() != null);
        return job.status().predicted().requestsPerSecond();
    }

    private void load(double requestsPerSecond) {
        job.edit(spec -> ((ObjectNode) spec.get("load")).put("requestsPerSecond", requestsPerSecond));
    }
}
