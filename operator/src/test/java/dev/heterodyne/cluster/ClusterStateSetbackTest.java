package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.model.InferenceRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Setbacks of an inference job count until they are past, also while it is placed. */
class ClusterStateSetbackTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TWO = """
            setbacks:
              - {pool: a, reason: "stack failed", until: "2026-03-01T12:10:00Z"}
              - {pool: b, until: "2026-03-01T12:30:00Z"}
            """;
    private static final String SHARES = """
            placement: {shares: [{pool: a, stack: cuda, replicas: 1, accelerators: 4, nodes: [n1]}]}
            """;

    private static ClusterState of(String status) {
        ClusterState state = new ClusterState();
        state.apply(Yaml.read(InferenceJob.class, """
                metadata: {name: j, namespace: ns}
                spec: {replicas: {min: 1}, acceleratorsPerReplica: 4, runtimes: [{stack: cuda}]}
                status:
                """ + status.indent(2)));
        return state;
    }

    private static InferenceRequest waiting(ClusterState state, Instant now) {
        return (InferenceRequest) state.snapshot(now).waiting().get(0);
    }

    @Test
    void aSetbackRulesItsPoolOutUntilItIsPast() {
        ClusterState state = of(TWO);
        assertThat(waiting(state, NOW).avoided()).containsOnlyKeys("a", "b").containsEntry("a", "stack failed");
        assertThat(waiting(state, NOW.plusSeconds(600)).avoided()).containsOnlyKeys("b");
        assertThat(waiting(state, NOW.plusSeconds(1800)).avoided()).isEmpty();
    }

    @Test
    void theLoopWakesWhenEachIsPast() {
        ClusterState state = of(TWO + SHARES);
        assertThat(state.nextWake(NOW)).contains(NOW.plusSeconds(600));
        assertThat(state.nextWake(NOW.plusSeconds(600))).contains(NOW.plusSeconds(1800));
        assertThat(state.nextWake(NOW.plusSeconds(1800))).isEmpty();
    }

    @Test
    void aPlacedJobIsToldTooAsOfTheMoment() {
        ClusterState state = of(TWO + SHARES);
        InferenceRequest placed = (InferenceRequest)
                state.snapshot(NOW.plusSeconds(600)).placed().get(0).request();
        assertThat(placed.avoided()).containsOnlyKeys("b");
    }

    @Test
    void aTimeThatCannotBeReadIsFarAway() {
        ClusterState state = of("setbacks: [{pool: a, until: soon}]");
        assertThat(waiting(state, NOW).avoided()).containsOnlyKeys("a");
    }
}
