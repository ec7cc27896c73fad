package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobSpec;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyTree;
import dev.heterodyne.workload.ChildNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final JobId JOB = new JobId(WorkloadKind.TRAINING, "ns", "j");
    private static final Share SHARE = new Share("a", "gpu", "cuda", 2, 4, "b1", List.of("n1", "n2"));

    private static ClusterState of(HasMetadata... objects) {
        ClusterState state = new ClusterState();
        List.of(objects).forEach(state::apply);
        return state;
    }

    private static ClusterState twoNodes(HasMetadata... more) {
        ClusterState state = of(
                Cluster.gpu(),
                Cluster.pool("a"),
                Cluster.node("n1", "a").build(),
                Cluster.node("n2", "a").build());
        List.of(more).forEach(state::apply);
        return state;
    }

    private static PoolFacts a(ClusterState state) {
        return state.pool("a").orElseThrow();
    }

    // Nodes

    @Test
    void nodesOfAPoolAreSummedUp() {
        PoolFacts facts = a(twoNodes());

        assertThat(facts)
                .returns(2, PoolFacts::nodes)
                .returns(2, PoolFacts::readyNodes)
                .returns(16, PoolFacts::total)
                .returns(16, PoolFacts::healthy)
                .returns(0, PoolFacts::allocated)
                .returns(16, PoolFacts::free)
                .returns("gpu", PoolFacts::chip);
        assertThat(facts.problem()).isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyCountsInTotalOnly() {
        PoolFacts facts = a(twoNodes(Cluster.ready(Cluster.node("n2", "a").build(), "Unknown")));

        assertThat(facts)
                .returns(16, PoolFacts::total)
                .returns(8, PoolFacts::healthy)
                .returns(8, PoolFacts::free)
                .returns(1, PoolFacts::readyNodes);
    }

    @Test
    void aNodeWithoutConditionsIsReadyUnlessItsTaintsSayOtherwise() {
        Node silent = Cluster.node("n2", "a")
                .editSpec()
                .addNewTaint("NoSchedule", "node.kubernetes.io/not-ready", null, null)
                .endSpec()
                .build();

        assertThat(a(twoNodes(silent)).healthy()).isEqualTo(8);
    }

    @Test
    void aTaintThatLagsBehindReadinessDoesNotCount() {
        Node node = Cluster.ready(
                Cluster.node("n2", "a")
                        .editSpec()
                        .addNewTaint("NoExecute", "node.kubernetes.io/unreachable", null, null)
                        .endSpec()
                        .build(),
                "True");

        assertThat(a(twoNodes(node)).free()).isEqualTo(16);
    }

    /** Pods on a cordoned node go on serving, those on a node that is not Ready do not: only the first is being drained. */
    @Test
    void aCordonedNodeDrainsUntilItIsOpenAgain() {
        Node open = Cluster.node("n2", "a").build();
        Node cordoned = Cluster.node("n2", "a")
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();
        ClusterState state = twoNodes(cordoned);
        assertThat(drains(state, "n2")).isTrue();
        assertThat(drains(state, "n1")).isFalse();

        state.apply(open);
        assertThat(drains(state, "n2")).isFalse();
        assertThat(state.snapshot(NOW).ledger().placeable("a", "n2")).isEqualTo(8);
    }

    private static boolean drains(ClusterState state, String node) {
        return state.snapshot(NOW).ledger().account("a", node).draining();
    }

    @Test
    void aCordonedNodeIsHealthyButTakesNothing() {
        Node cordoned = Cluster.node("n2", "a")
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();

        assertThat(a(twoNodes(cordoned)))
                .returns(16, PoolFacts::healthy)
                .returns(8, PoolFacts::free)
                .returns(1, PoolFacts::readyNodes);
    }

    @Test
    void onlyATaintThatThePoolToleratesLetsPodsIn() {
        NodeBuilder tolerated = Cluster.node("n2", "a")
                .editSpec()
                .addNewTaint("NoSchedule", "dedicated", null, "ai")
                .endSpec();
        NodeBuilder other = Cluster.node("n2", "a")
                .editSpec()
                .addNewTaint("NoSchedule", "dedicated", null, "web")
                .endSpec();
        NodeBuilder soft = Cluster.node("n2", "a")
                .editSpec()
                .addNewTaint("PreferNoSchedule", "dedicated", null, "web")
                .endSpec();

        assertThat(a(twoNodes(tolerated.build())).free()).isEqualTo(16);
        assertThat(a(twoNodes(soft.build())).free()).isEqualTo(16);
        assertThat(a(twoNodes(other.build()))).returns(8, PoolFacts::free).returns(16, PoolFacts::healthy);
    }

    @Test
    void lostDevicesCountInTotalOnly() {
        Node hurt = Cluster.node("n2", "a")
                .editStatus()
                .withAllocatable(Map.of(Cluster.RESOURCE, new Quantity("5")))
                .endStatus()
                .build();

        assertThat(a(twoNodes(hurt))).returns(16, PoolFacts::total).returns(13, PoolFacts::healthy);
    }

    @Test
    void aHeartbeatChangesNothing() {
        ClusterState state = twoNodes(Cluster.ready(Cluster.node("n1", "a").build(), "True"));
        Node beat = Cluster.ready(Cluster.node("n1", "a").build(), "True");
        beat.getMetadata().setResourceVersion("99");
        beat.getStatus().getConditions().get(0).setLastHeartbeatTime("2026-01-01T00:00:00Z");

        assertThat(state.apply(beat)).isFalse();
        assertThat(state.apply(Cluster.ready(Cluster.node("n1", "a").build(), "False")))
                .isTrue();
    }

    @Test
    void aNodeOfNoPoolChangesNothing() {
        assertThat(twoNodes().apply(Cluster.node("cpu-1", "other").build())).isFalse();
    }

    @Test
    void aNodeWithoutTheLabelOfALevelIsAloneInADomain() {
        Node alone = Cluster.node("n3", "a")
                .editMetadata()
                .withLabels(Map.of("a", ""))
                .endMetadata()
                .build();
        TopologyTree tree = twoNodes(alone).snapshot(NOW).pools().get(0).topology();

        assertThat(tree.domains(0)).extracting(TopologyTree.Domain::name).containsExactly("b1", "n3");
        assertThat(tree.nodes()).containsExactly("n1", "n2", "n3");
    }

    @Test
    void aPoolWithoutSelectorTakesEveryNodeThatOffersTheResource() {
        AcceleratorPool all =
                Yaml.read(AcceleratorPool.class, "{metadata: {name: a}, spec: {className: gpu, nodeSelector: {}}}");
        Node cpu = Cluster.node("cpu", "a")
                .editStatus()
                .withCapacity(Map.of("cpu", new Quantity("8")))
                .endStatus()
                .build();

        PoolFacts facts = a(of(Cluster.gpu(), all, Cluster.node("n1", "x").build(), cpu));

        assertThat(facts).returns(1, PoolFacts::nodes).returns(8, PoolFacts::free);
    }

    // Pools

    @Test
    void theOlderOfTwoPoolsKeepsANode() {
        ClusterState state = of(
                Cluster.gpu(),
                Cluster.pool("a", "shared", "2026-02-01T00:00:00Z"),
                Cluster.pool("b", "shared", "2026-01-01T00:00:00Z"),
                Cluster.node("n1", "shared").build());

        assertThat(a(state)).returns(0, PoolFacts::nodes).returns(List.of("n1 (held by b)"), PoolFacts::contestedNodes);
        assertThat(state.pool("b").orElseThrow())
                .returns(8, PoolFacts::free)
                .returns(List.of(), PoolFacts::contestedNodes);

        state.remove(Cluster.pool("b"));

        assertThat(a(state)).returns(8, PoolFacts::free).returns(List.of(), PoolFacts::contestedNodes);
    }

    @Test
    void ofTwoPoolsOfOneAgeTheFirstByNameKeepsANode() {
        ClusterState state = of(
                Cluster.gpu(),
                Cluster.pool("b", "shared", "2026-01-01T00:00:00Z"),
                Cluster.pool("a", "shared", "2026-01-01T00:00:00Z"),
                Cluster.node("n1", "shared").build());

        assertThat(a(state).nodes()).isEqualTo(1);
    }

    @Test
    void poolsOfDifferentResourcesMayShareANode() {
        AcceleratorClass other = Yaml.read(
                AcceleratorClass.class, "{metadata: {name: npu}, spec: {resourceName: x.y/npu, stack: cann}}");
        AcceleratorPool npus = Yaml.read(
                AcceleratorPool.class,
                "{metadata: {name: npus}, spec: {className: npu, nodeSelector: {matchLabels: {a: \"\"}}}}");
        ClusterState state = twoNodes(other, npus);

        assertThat(a(state).nodes()).isEqualTo(2);
        assertThat(state.pool("npus").orElseThrow())
                .returns(2, PoolFacts::nodes)
                .returns(0, PoolFacts::total)
                .returns(List.of(), PoolFacts::contestedNodes);
    }

    @Test
    void aMissingClassIsAProblemUntilItComes() {
        ClusterState state = of(Cluster.pool("a"), Cluster.node("n1", "a").build());

        assertThat(a(state).problem()).map(PoolProblem::reason).contains(Reason.ClassNotFound);
        assertThat(a(state).nodes()).isZero();

        assertThat(state.apply(Cluster.gpu())).isTrue();

        assertThat(a(state).problem()).isEmpty();
        assertThat(a(state).free()).isEqualTo(8);
    }

    @Test
    void aClassThatCannotBeReadIsIncompleteAndSaysWhy() {
        AcceleratorClass broken = Yaml.read(AcceleratorClass.class, "{metadata: {name: gpu}, spec: {stack: cuda}}");

        PoolProblem problem = a(of(broken, Cluster.pool("a"))).problem().orElseThrow();

        assertThat(problem.reason()).isEqualTo(Reason.ClassIncomplete);
        assertThat(problem.message()).contains("resourceName");
    }

    @Test
    void maturityIsTheClassPriorUntilStatusHasLearned() {
        ClusterState state = twoNodes();

        assertThat(a(state).maturity().get(WorkloadKind.TRAINING))
                .isEqualTo(new Maturity(MaturityState.UNPROVEN, 0.7, 500));

        AcceleratorPool learned = Cluster.pool("a");
        learned.setStatus(Yaml.read(
                AcceleratorPoolStatus.class, "{maturity: {training: {state: Quarantined, completion: 0.2}}}"));

        assertThat(state.apply(learned)).isTrue();
        assertThat(state.apply(learned)).isFalse();
        assertThat(a(state).maturity().get(WorkloadKind.TRAINING))
                .isEqualTo(new Maturity(MaturityState.QUARANTINED, 0.2, 500));
        assertThat(a(state).free()).isEqualTo(16);
    }

    // Pods

    @Test
    void aForeignPodHoldsItsDevicesUntilItIsGone() {
        ClusterState state = twoNodes();
        Pod pod = Cluster.pod("p", "n1", 3).build();

        assertThat(state.apply(pod)).isTrue();
        assertThat(a(state)).returns(3, PoolFacts::allocated).returns(13, PoolFacts::free);

        Pod terminating = new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        assertThat(state.apply(terminating)).isFalse();
        assertThat(a(state).allocated()).isEqualTo(3);

        assertThat(state.remove(terminating)).isTrue();
        assertThat(a(state).allocated()).isZero();
        assertThat(state.remove(terminating)).isFalse();
    }

    @Test
    void aPodCountsWhileItIsBoundAndNotFinished() {
        Pod pod = Cluster.pod("p", "n1", 3).build();
        Pod unbound =
                new PodBuilder(pod).editSpec().withNodeName(null).endSpec().build();
        Pod finished = new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Succeeded")
                .endStatus()
                .build();

        assertThat(a(twoNodes(unbound)).allocated()).isZero();
        assertThat(a(twoNodes(unbound, pod)).allocated()).isEqualTo(3);
        assertThat(a(twoNodes(pod, finished)).allocated()).isZero();
    }

    @Test
    void initContainersRunOneByOneAndSidecarsBesideAll() {
        Pod pod = Yaml.read(Pod.class, """
                metadata: {name: p, namespace: ns}
                spec:
                  nodeName: n1
                  initContainers:
                    - {name: first, resources: {limits: {x.y/gpu: 6}}}
                    - {name: sidecar, restartPolicy: Always, resources: {limits: {x.y/gpu: 1}}}
                    - {name: second, resources: {limits: {x.y/gpu: 6}}}
                  containers:
                    - {name: a, resources: {requests: {x.y/gpu: 2}, limits: {x.y/gpu: 2}}}
                    - {name: b, resources: {limits: {x.y/gpu: 2}}}
                """);

        assertThat(a(twoNodes(pod)).allocated()).isEqualTo(7);
    }

    @Test
    void aPodOfAJobCountsOnceBesideItsReservation() {
        ClusterState state =
                twoNodes(Cluster.placed("j", "Placed", List.of("n1", "n2")), Cluster.podOf("j", "p", "n1", 4));

        assertThat(a(state).allocated()).isEqualTo(8);

        state.apply(Cluster.placed("j", "Succeeded", List.of("n1", "n2")));

        assertThat(a(state).allocated()).describedAs("the pod is still there").isEqualTo(4);
    }

    @Test
    void aPodOfAJobWithANameTooLongForALabelCountsAsItsOwn() {
        String name = "j".repeat(200);
        Pod pod = new PodBuilder(Cluster.podOf(ChildNames.labelValue(name), "p", "n1", 4))
                .editMetadata()
                .addToAnnotations("heterodyne.dev/job-name", name)
                .endMetadata()
                .build();

        ClusterState state = twoNodes(Cluster.placed(name, "Placed", List.of("n1", "n2")), pod);

        assertThat(a(state).allocated()).isEqualTo(8);
    }

    @Test
    void aPodThatCameBeforeItsNodeCounts() {
        ClusterState state = of(
                Cluster.pod("p", "n1", 3).build(),
                Cluster.gpu(),
                Cluster.pool("a"),
                Cluster.node("n1", "a").build());

        assertThat(a(state).free()).isEqualTo(5);
    }

    // Jobs

    @Test
    void aJobWithoutPlacementWaits() {
        Snapshot snapshot = twoNodes(Cluster.job("j")).snapshot(NOW);

        assertThat(snapshot.waiting()).extracting(Request::id).containsExactly(JOB);
        assertThat(snapshot.placed()).isEmpty();
    }

    @Test
    void aRestartFindsEveryPlacementInStatus() {
        ClusterState state = twoNodes(Cluster.placed("j", "Running", List.of("n1", "n2")));

        Snapshot snapshot = state.snapshot(NOW);

        assertThat(snapshot.waiting()).isEmpty();
        assertThat(snapshot.placed())
                .singleElement()
                .satisfies(p -> assertThat(p.shares()).containsExactly(SHARE));
        assertThat(snapshot.ledger().free("a", "n1")).isEqualTo(4);
        assertThat(snapshot.ledger().free("a", "n2")).isEqualTo(4);
    }

    @Test
    void aFinishedJobHoldsNothingAndWaitsForNothing() {
        for (String phase : List.of("Succeeded", "Failed")) {
            Snapshot snapshot =
                    twoNodes(Cluster.placed("j", phase, List.of("n1", "n2"))).snapshot(NOW);

            assertThat(snapshot.placed()).isEmpty();
            assertThat(snapshot.waiting()).isEmpty();
            assertThat(snapshot.ledger().free("a", "n1")).isEqualTo(8);
        }
    }

    @Test
    void aJobThatIsBeingDeletedKeepsWhatItHasAndGetsNothing() {
        TrainingJob leaving = Cluster.placed("j", "Running", List.of("n1", "n2"));
        leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        TrainingJob waiting = Cluster.job("k");
        waiting.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        ClusterState state = twoNodes(leaving, waiting);

        assertThat(state.snapshot(NOW).waiting()).isEmpty();
        assertThat(a(state).allocated()).isEqualTo(8);

        assertThat(state.remove(leaving)).isTrue();
        assertThat(a(state).allocated()).isZero();
    }

    @Test
    void anAssumedPlacementOutlivesCopiesThatDoNotShowItYet() {
        ClusterState state = twoNodes(Cluster.job("j"));

        state.assume(JOB, List.of(SHARE));
        state.apply(Cluster.job("j"));

        assertThat(a(state).allocated()).isEqualTo(8);
        assertThat(state.snapshot(NOW).waiting()).isEmpty();
        assertThat(state.shares(JOB)).containsExactly(SHARE);
    }

    @Test
    void onceACopyShowsAPlacementTheCopyCounts() {
        ClusterState state = twoNodes(Cluster.job("j"));
        state.assume(JOB, List.of(SHARE));

        state.apply(Cluster.placed("j", "Running", List.of("n1", "n2")));
        boolean changed = state.apply(Cluster.job("j"));

        assertThat(changed).isTrue();
        assertThat(a(state).allocated()).isZero();
        assertThat(state.snapshot(NOW).waiting()).hasSize(1);
    }

    @Test
    void aForgottenAssumptionIsReleased() {
        ClusterState state = twoNodes(Cluster.job("j"));
        state.assume(JOB, List.of(SHARE));

        state.forget(JOB);

        assertThat(a(state).allocated()).isZero();
        assertThat(state.snapshot(NOW).waiting()).hasSize(1);
    }

    @Test
    void aReleaseOutlivesCopiesThatStillShowThePlacement() {
        TrainingJob old = Cluster.placed("j", "Running", List.of("n1", "n2"));
        ClusterState state = twoNodes(old);

        state.forget(JOB);
        state.apply(old);
        assertThat(a(state).allocated()).isZero();

        // Placed on the same nodes anew: the old copy must not pass for the confirmation of the new decision.
        state.assume(JOB, List.of(SHARE));
        state.apply(old);
        state.apply(Cluster.job("j"));
        assertThat(a(state).allocated()).isEqualTo(8);
    }

    @Test
    void aJobMadeAnewUnderAnOldNameInheritsNothing() {
        TrainingJob first = Cluster.job("j");
        first.getMetadata().setUid("1");
        ClusterState state = twoNodes(first);
        state.assume(JOB, List.of(SHARE));
        TrainingJob second = Cluster.job("j");
        second.getMetadata().setUid("2");

        state.apply(second);

        assertThat(a(state).allocated()).isZero();
    }

    @Test
    void aJobWithFaultsIsLeftOutAndItsFaultsAreThere() {
        TrainingJob broken = Yaml.read(
                TrainingJob.class,
                "{metadata: {name: j, namespace: ns}, spec: {replicas: 0, acceleratorsPerReplica: 1, runtimes: [{stack: cuda}]}}");
        ClusterState state = twoNodes(broken);

        assertThat(state.snapshot(NOW).waiting()).isEmpty();
        assertThat(state.request(JOB)).isEmpty();
        assertThat(state.faults(JOB)).extracting(Fault::field).containsExactly("spec.replicas");
    }

    @Test
    void aStatusThatSaysNothingNewChangesNothing() {
        ClusterState state = twoNodes(Cluster.placed("j", "Placed", List.of("n1", "n2")));

        assertThat(state.apply(Cluster.placed("j", "Running", List.of("n1", "n2"))))
                .isFalse();
        assertThat(state.apply(Cluster.placed("j", "Running", List.of("n1", "n1"))))
                .isTrue();
    }

    // Policies and priorities

    @Test
    void thereIsAlwaysADefaultPolicy() {
        ClusterState state = of();
        assertThat(state.snapshot(NOW).policies()).containsExactly(Map.entry("default", Policy.DEFAULT));

        state.apply(Yaml.read(
                PlacementPolicy.class, "{metadata: {name: default}, spec: {floors: {training: {maturity: 0.9}}}}"));

        assertThat(state.snapshot(NOW).policies().get("default").floorFor(WorkloadKind.TRAINING))
                .isEqualTo(0.9);
    }

    @Test
    void priorityComesFromTheClassOrTheGlobalDefault() {
        TrainingJob named = Cluster.job("j");
        named.setSpec(Yaml.read(
                TrainingJobSpec.class,
                "{priorityClassName: high, replicas: 1, acceleratorsPerReplica: 1, runtimes: [{stack: cuda}]}"));
        ClusterState state = of(named, Cluster.job("k"), Cluster.service("s"));
        JobId k = new JobId(WorkloadKind.TRAINING, "ns", "k");

        assertThat(state.request(JOB)).map(Request::priority).contains(0);
        assertThat(state.missingPriorityClass(JOB)).contains("high");

        assertThat(state.apply(priority("high", 1000, false))).isTrue();
        assertThat(state.apply(priority("high", 1000, false))).isFalse();
        state.apply(priority("low", 7, true));

        assertThat(state.request(JOB)).map(Request::priority).contains(1000);
        assertThat(state.missingPriorityClass(JOB)).isEmpty();
        assertThat(state.request(k)).map(Request::priority).contains(7);
        assertThat(state.request(new JobId(WorkloadKind.INFERENCE, "ns", "s")))
                .map(Request::priority)
                .contains(7);
    }

    private static PriorityClass priority(String name, int value, boolean globalDefault) {
        return Yaml.read(
                PriorityClass.class,
                "{metadata: {name: %s}, value: %d, globalDefault: %s}".formatted(name, value, globalDefault));
    }
}
