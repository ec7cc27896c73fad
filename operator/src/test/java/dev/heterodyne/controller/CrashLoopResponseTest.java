package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Setback;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a job is looked at again, though nothing happens: once a pool is avoided no more. */
class CrashLoopResponseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MockCluster cluster = new MockCluster();
    private final ClusterView view = new ClusterView(new ClusterWatch(cluster.client()));
    private final CrashLoopResponse response = new CrashLoopResponse(
            new CrashLoops(view, new Attributions(view), clock),
            new ServingSetbacks(
                    new ServingEvidence(new EvidenceInbox(new Triggers()), view), j -> Duration.ofHours(1), clock),
            new CrashLoopStatuses(new StatusFactory(clock)),
            clock);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aJobIsLookedAtAgainWhenTheFirstPoolIsAvoidedNoMore() {
        InferenceJob job = avoiding("2026-03-01T10:20:00Z", "2026-03-01T10:10:00Z", "2026-03-01T09:00:00Z");
        response.written(job);
        assertThat(response.nextLook(Jobs.id(job))).contains(Duration.ofSeconds(601));
    }

    @Test
    void whatIsForEverIsLookedAtWithinADay() {
        InferenceJob job = avoiding("soon");
        response.written(job);
        assertThat(response.nextLook(Jobs.id(job)))
                .hasValueSatisfying(left -> assertThat(left).isBetween(Duration.ofHours(1), Duration.ofHours(25)));
    }

    private static InferenceJob avoiding(String... until) {
        InferenceJob job = new InferenceJob();
        job.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team")
                .withName("chat")
                .withUid("u1")
                .build());
        List<Setback> setbacks = List.of(until).stream()
                .map(end ->
                        new Setback("pool-" + end, AttemptOutcome.StackFailure, "stack failed", NOW.toString(), end))
                .toList();
        return CrashLoopStatuses.with(job, setbacks);
    }
}
