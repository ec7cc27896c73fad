package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.Restrictions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the past of a job makes of it in a snapshot. */
class ClusterStateRerouteTest {
    private static final JobId JOB = new JobId(WorkloadKind.TRAINING, "ns", "j");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TWO_FAILURES = """
            attempts:
              - {number: 1, pool: a, stack: cuda, endTime: "2026-03-01T11:00:00Z", outcome: StackFailure}
              - {number: 2, pool: a, stack: cuda, readyTime: "2026-03-01T11:10:00Z", endTime: "2026-03-01T11:30:00Z",
                 outcome: HardwareFailure, failedNodes: [n1]}
            """;

    private static ClusterState of(HasMetadata... objects) {
        ClusterState state = new ClusterState();
        List.of(objects).forEach(state::apply);
        return state;
    }

    private static TrainingJob job(String spec, String status) {
        return Yaml.read(TrainingJob.class, """
                metadata: {name: j, namespace: ns}
                spec: {replicas: 2, acceleratorsPerReplica: 4, runtimes: [{stack: cuda}]%s}
                status:
                %s
                """.formatted(spec, status.indent(2)));
    }

    private static TrainingJob patient(String status) {
        return job(", failurePolicy: {maxAttemptsPerPool: 5}", status);
    }

    private static PlacementPolicy policy(String reroute) {
        return Yaml.read(PlacementPolicy.class, "{metadata: {name: default}, spec: {reroute: " + reroute + "}}");
    }

    private static Restrictions restrictions(ClusterState state, Instant now) {
        return ((TrainingRequest) state.snapshot(now).waiting().get(0)).restrictions();
    }

    @Test
    void aWaitingJobIsRestrictedByItsPast() {
        ClusterState state = of(patient(TWO_FAILURES));

        assertThat(restrictions(state, NOW).pools().get("a").reason()).isEqualTo(Reason.CoolingDown);
        assertThat(restrictions(state, NOW).nodes()).containsExactly("n1");
        assertThat(restrictions(state, NOW).stack()).isEmpty();
        assertThat(state.nextWake(NOW)).contains(Instant.parse("2026-03-01T12:30:00Z"));

        Instant later = Instant.parse("2026-03-01T12:30:00Z");
        assertThat(restrictions(state, later).pools()).isEmpty();
        assertThat(state.nextWake(later)).contains(Instant.parse("2026-03-02T11:30:00Z"));
        assertThat(state.nextWake(Instant.parse("2026-03-02T11:30:00Z"))).isEmpty();
    }

    @Test
    void theLimitsAreTheJobsAndTheRulesItsPolicys() {
        assertThat(restrictions(of(job("", TWO_FAILURES)), NOW).pools().get("a").reason())
                .isEqualTo(Reason.AttemptsUsedUp);
        assertThat(restrictions(of(policy("{afterFailures: 3, maxAvoidedNodes: 0}"), patient(TWO_FAILURES)), NOW))
                .isEqualTo(Restrictions.NONE);
        assertThat(restrictions(of(policy("{cooldownSeconds: 60}"), patient(TWO_FAILURES)), NOW)
                        .pools())
                .isEmpty();
        assertThat(restrictions(of(job(", checkpoint: {}", TWO_FAILURES)), NOW).stack())
                .contains("cuda");
        assertThat(restrictions(of(job(", checkpoint: {portable: true}", TWO_FAILURES)), NOW)
                        .stack())
                .isEmpty();
    }

    @Test
    void aJobWhosePolicyIsAtFaultOrMissingFollowsTheDefaults() {
        ClusterState state = of(policy("{afterFailures: 0}"), patient(TWO_FAILURES));

        assertThat(restrictions(state, NOW).pools()).containsOnlyKeys("a");
    }

    @Test
    void aJobThatBacksOffDoesNotWait() {
        ClusterState state = of(patient(TWO_FAILURES + "retryTime: \"2026-03-01T12:00:10Z\"\n"));
        Instant retry = Instant.parse("2026-03-01T12:00:10Z");

        assertThat(state.snapshot(NOW).waiting()).isEmpty();
        assertThat(state.backingOff(NOW)).containsExactly(Map.entry(JOB, retry));
        assertThat(state.nextWake(NOW)).contains(retry);

        assertThat(state.snapshot(retry).waiting()).hasSize(1);
        assertThat(state.backingOff(retry)).isEmpty();
    }

    @Test
    void whoIsPlacedOrOverNeedsNoWaking() {
        String running =
                TWO_FAILURES + "placement: {pool: a, stack: cuda, replicas: 2, accelerators: 8, nodes: [n1, n2]}\n";

        assertThat(of(patient(running)).nextWake(NOW)).isEmpty();
        assertThat(of(patient(running)).snapshot(NOW).placed()).hasSize(1);
        assertThat(of(patient(TWO_FAILURES + "phase: Failed\n")).nextWake(NOW)).isEmpty();
        assertThat(of(Cluster.job("j"), Cluster.service("s")).nextWake(NOW)).isEmpty();
    }

    @Test
    void theNextWakeIsTheEarliestOfAllJobs() {
        TrainingJob other = patient("retryTime: \"2026-03-01T12:10:00Z\"\n");
        other.getMetadata().setName("other");

        assertThat(of(patient(TWO_FAILURES), other).nextWake(NOW)).contains(Instant.parse("2026-03-01T12:10:00Z"));
    }

    /** Else it would be placed by a past that ends before the attempt that has just failed. */
    @Test
    void aJobThatGaveUpItsPlacementWaitsOnlyOnceItsCopyShowsThat() {
        ClusterState state = of(Cluster.placed("j", "Running", List.of("n1", "n2")));

        state.forget(JOB);
        assertThat(state.snapshot(NOW).waiting()).isEmpty();

        state.apply(patient(TWO_FAILURES));
        assertThat(restrictions(state, NOW).pools()).containsOnlyKeys("a");
    }

    @Test
    void anAttemptThatEndedIsNews() {
        ClusterState state = of(patient("attempts: [{number: 1, pool: a, stack: cuda}]\n"));

        assertThat(state.apply(patient(
                        "attempts: [{number: 1, pool: a, stack: cuda, readyTime: \"2026-03-01T11:00:00Z\"}]\n")))
                .isFalse();
        assertThat(state.apply(patient("attempts: [{number: 1, pool: a, stack: cuda, outcome: Unknown}]\n")))
                .isTrue();
    }

    @Test
    void theRulesOfAJobCanBeAskedFor() {
        ClusterState state = of(patient(TWO_FAILURES));
        List<PastAttempt> past =
                HistoryReader.past(patient(TWO_FAILURES).getStatus().attempts(), true);

        assertThat(state.reroute(JOB).orElseThrow().leavesPool(past)).isTrue();
        assertThat(state.reroute(new JobId(WorkloadKind.TRAINING, "ns", "unknown")))
                .isEmpty();
    }
}
