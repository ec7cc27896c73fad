package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {
    private static final String JOB = """
            metadata: {name: j, namespace: ns}
            spec: {replicas: 2, acceleratorsPerReplica: 4, runtimes: [{stack: cuda}]%s}
            status: {%s}
            """;

    private static JobFacts read(String spec, String status) {
        return new TrainingJobReader().read(Yaml.read(TrainingJob.class, JOB.formatted(spec, status)));
    }

    private static List<PastAttempt> past(String attempts) {
        return read("", "attempts: [" + attempts + "]").history().past();
    }

    @Test
    void attemptsThatAreOverAreRead() {
        assertThat(past("""
                {number: 1, pool: a, stack: cuda, readyTime: "2026-01-01T00:01:00Z",
                  endTime: "2026-01-01T01:00:00Z", outcome: HardwareFailure, failedNodes: [n1, n2]},
                {number: 2, pool: b, stack: cann, endTime: "2026-01-01T02:00:00+01:00", outcome: Unknown},
                {number: 3, pool: a, stack: cuda, readyTime: "2026-01-01T03:00:00Z"}
                """))
                .containsExactly(
                        new PastAttempt(
                                1,
                                "a",
                                "cuda",
                                Ending.POOL_FAILED,
                                true,
                                Instant.parse("2026-01-01T01:00:00Z"),
                                List.of("n1", "n2")),
                        new PastAttempt(
                                2,
                                "b",
                                "cann",
                                Ending.UNEXPLAINED,
                                false,
                                Instant.parse("2026-01-01T01:00:00Z"),
                                List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, COMPLETED",
        "StackFailure, POOL_FAILED",
        "HardwareFailure, POOL_FAILED",
        "UserError, OWN_FAULT",
        "Preempted, DISRUPTED",
        "Cancelled, DISRUPTED",
        "Unknown, UNEXPLAINED"
    })
    void anOutcomeCountsForWhatItMeansToTheNextAttempt(String outcome, Ending ending) {
        assertThat(past("{number: 1, outcome: " + outcome + "}"))
                .extracting(PastAttempt::ending)
                .containsExactly(ending);
    }

    @Test
    void whatIsMissingIsLongAgoAndNowhere() {
        assertThat(past("{outcome: Unknown}"))
                .containsExactly(new PastAttempt(1, "", "", Ending.UNEXPLAINED, false, Instant.EPOCH, List.of()));
        assertThat(past("{outcome: Unknown, startTime: \"2026-01-01T00:00:00Z\"}"))
                .extracting(PastAttempt::end)
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    retryTime: soon                                    | status.retryTime
                    attempts: [{outcome: Unknown, endTime: yesterday}] | status.attempts[0].endTime
                    """)
    void aTimeThatCannotBeReadIsAFaultAndLeavesTheRequest(String status, String field) {
        JobFacts job = read("", status);

        assertThat(job.request()).isPresent();
        assertThat(job.faults()).extracting(Fault::field).containsExactly(field);
        assertThat(job.history().retryTime()).isEmpty();
    }

    @Test
    void limitsAndCheckpointsAreRead() {
        JobHistory given = read(
                        ", failurePolicy: {maxAttempts: 9, maxAttemptsPerPool: 3}, checkpoint: {portable: true}",
                        "retryTime: \"2026-01-01T00:00:10Z\"")
                .history();
        assertThat(given.maxAttempts()).isEqualTo(9);
        assertThat(given.maxAttemptsPerPool()).isEqualTo(3);
        assertThat(given.checkpointed()).isTrue();
        assertThat(given.portable()).isTrue();
        assertThat(given.retryTime()).contains(Instant.parse("2026-01-01T00:00:10Z"));

        JobHistory sparse = read(", failurePolicy: {}, checkpoint: {}", "").history();
        assertThat(sparse).isEqualTo(new JobHistory(List.of(), Optional.empty(), 6, 2, true, false));
        assertThat(read("", "").history()).isEqualTo(JobHistory.NONE);
    }
}
