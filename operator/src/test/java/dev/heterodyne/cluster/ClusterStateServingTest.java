package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.workload.TemplateRevision;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the state knows of inference jobs that serve. */
class ClusterStateServingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId CHAT = new JobId(WorkloadKind.INFERENCE, "ns", "chat");

    @Test
    void readinessAndWhatRunsAnOldTemplateReachTheCore() {
        // Given
        InferenceJob job = chat("i:1", "nodes: [n1, n2], readyReplicas: 1, revision: NONE");
        String revision = revision(job, Cluster.pool("a"));
        ClusterState state = stateOf(job);
        // Then
        assertThat(placed(state).ready()).isEqualTo(Map.of("a", 1));
        assertThat(placed(state).outdated()).containsExactly("a");
        // When
        String rolledOut = "nodes: [n1, n2], readyReplicas: 2, revision: '%s'".formatted(revision);
        assertThat(state.apply(chat("i:1", rolledOut))).as("wakes the loop").isTrue();
        // Then
        assertThat(placed(state).ready()).isEqualTo(Map.of("a", 2));
        assertThat(placed(state).outdated()).isEmpty();
        // When: another image
        state.apply(chat("i:2", rolledOut));
        // Then
        assertThat(placed(state).outdated()).containsExactly("a");
    }

    @Test
    void otherTolerationsOfThePoolMakeAnotherTemplate() {
        // Given
        InferenceJob job = chat("i:1", "nodes: [n1]");
        String before = "nodes: [n1], revision: '%s'".formatted(revision(job, Cluster.pool("a")));
        ClusterState state = stateOf(chat("i:1", before));
        assertThat(placed(state).outdated()).isEmpty();
        // When
        AcceleratorPool without = Yaml.read(
                AcceleratorPool.class,
                "{metadata: {name: a}, spec: {className: gpu, nodeSelector: {matchLabels: {a: ''}}}}");
        assertThat(state.apply(without)).as("wakes the loop").isTrue();
        // Then
        assertThat(placed(state).outdated()).containsExactly("a");
        // When: rolled out
        state.apply(chat("i:1", "nodes: [n1], revision: '%s'".formatted(revision(job, without))));
        // Then
        assertThat(placed(state).outdated()).isEmpty();
    }

    @Test
    void whatEarlierOperatorsWroteRollsNothing() {
        String template = TemplateRevision.of(chat("i:1", "").getSpec(), "cuda")
                .orElseThrow()
                .template();
        ClusterState state = stateOf(chat("i:1", "nodes: [n1], revision: '%s'".formatted(template)));
        assertThat(placed(state).outdated()).isEmpty();
        state.apply(chat("i:2", "nodes: [n1], revision: '%s'".formatted(template)));
        assertThat(placed(state).outdated()).containsExactly("a");
    }

    @Test
    void theOrderOfFieldsMakesNoOtherTemplate() {
        InferenceJob some = chat("i:1, env: [{name: a, value: b}]", "");
        InferenceJob same = chat("i:1, env: [{value: b, name: a}]", "");
        assertThat(TemplateRevision.of(some.getSpec(), "cuda"))
                .isPresent()
                .isEqualTo(TemplateRevision.of(same.getSpec(), "cuda"));
    }

    @Test
    void whatAStepGivesUpStaysReservedUntilItIsWrittenDown() {
        // Given
        ClusterState state = stateOf(chat("i:1", "nodes: [n1, n2]"));
        Share one = share(List.of("n1"), List.of());
        // When
        state.assume(CHAT, List.of(one));
        // Then
        assertThat(state.shares(CHAT)).containsExactly(one);
        assertThat(state.snapshot(NOW).ledger().free("a", "n2")).isEqualTo(6);
        // When
        state.apply(chat("i:1", "nodes: [n1]"));
        // Then
        assertThat(state.snapshot(NOW).ledger().free("a", "n2")).isEqualTo(8);
    }

    @Test
    void aCopyThatDoesNotShowWhatIsLentConfirmsNothing() {
        // Given: the same reservation, but one more seat is lent
        ClusterState state = stateOf(chat("i:1", "nodes: [n1], lentNodes: [n1]"));
        Share lending = share(List.of("n1"), List.of("n1", "n2"));
        state.assume(CHAT, List.of(lending));
        // When
        state.apply(chat("i:1", "nodes: [n1], lentNodes: [n1], readyReplicas: 1"));
        // Then
        assertThat(state.shares(CHAT)).containsExactly(lending);
        // When
        state.apply(chat("i:1", "nodes: [n1], lentNodes: [n1, n2]"));
        state.apply(chat("i:1", "nodes: [n1, n2]"));
        // Then: the copies count again
        assertThat(state.shares(CHAT)).containsExactly(share(List.of("n1", "n2"), List.of()));
    }

    @Test
    void whatACopyShowsAlreadyNeedsNoAssumption() {
        // Given
        ClusterState state = stateOf(chat("i:1", "nodes: [n1]"));
        // When: written, and shown before it is noted; then something else is written and shown
        state.assume(CHAT, List.of(share(List.of("n1"), List.of())));
        state.apply(chat("i:1", "nodes: [n2]"));
        // Then
        assertThat(state.shares(CHAT)).containsExactly(share(List.of("n2"), List.of()));
    }

    private static String revision(InferenceJob job, AcceleratorPool pool) {
        List<Toleration> tolerations =
                Optional.ofNullable(pool.getSpec().tolerations()).orElse(List.of());
        return TemplateRevision.of(job.getSpec(), "cuda").orElseThrow().in("a", name -> Optional.of(tolerations));
    }

    private static Placed placed(ClusterState state) {
        return state.snapshot(NOW).placed().get(0);
    }

    private static ClusterState stateOf(InferenceJob job) {
        ClusterState state = new ClusterState();
        state.apply(Cluster.gpu());
        state.apply(Cluster.pool("a"));
        state.apply(Cluster.ready(Cluster.node("n1", "a").build(), "True"));
        state.apply(Cluster.ready(Cluster.node("n2", "a").build(), "True"));
        state.apply(job);
        return state;
    }

    private static Share share(List<String> nodes, List<String> lent) {
        return new Share("a", "gpu", "cuda", nodes.size(), 2, "", nodes, 1, List.of(), lent);
    }

    private static InferenceJob chat(String image, String share) {
        return Yaml.read(InferenceJob.class, """
                metadata: {name: chat, namespace: ns}
                spec:
                  replicas: {min: 1}
                  acceleratorsPerReplica: 2
                  runtimes: [{stack: cuda, template: {spec: {containers: [{name: c, image: %s}]}}}]
                status:
                  placement:
                    shares: [{pool: a, stack: cuda, acceleratorsPerReplica: 2, %s}]
                """.formatted(image, share));
    }
}
