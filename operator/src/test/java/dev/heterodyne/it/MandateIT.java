package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.assertj.core.data.Offset;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The mandate, live: Ascend loses training by failed canaries, keeps inference, and wins training back by finished ones. */
@ExtendWith(LiveClusterExtension.class)
@Order(4)
class MandateIT {
    private static final double FLOOR = 0.5;
    /** Evidence fades by 2 % from one day to the next, should one begin meanwhile; a run more or less is far outside. */
    private static final Offset<Double> A_DAY = within(0.1);

    private final Set<String> nodesOfFlagship = new ConcurrentSkipListSet<>();
    private Example story;
    private SharedIndexInformer<Pod> flagshipPods;

    @BeforeEach
    void apply(LiveCluster cluster) {
        story = new Example(cluster, "r2-mandate");
        flagshipPods = cluster.client()
                .pods()
                .inNamespace("research")
                .withLabel(Heterodyne.JOB_NAME_LABEL, "r2-pretrain")
                .inform(new Bindings(nodesOfFlagship));
    }

    @AfterEach
    void remove() {
        flagshipPods.close();
        story.close();
    }

    @Test
    void earnsWhatItGets() throws IOException {
        story.apply("canaries.yaml");
        canariesCostAscendTheTraining();

        story.apply("workloads.yaml");
        flagshipGoesToH20AndInferenceToAscend();

        story.patchPool("ascend-a", "stack-8.3.patch");
        newStackIsOnTrial();

        story.apply("repaired.yaml");
        canariesQualifyIt();

        story.apply("next.yaml");
        nextRunGoesToAscend();
        theOthersStayedWhereTheyWere();
    }

    private void canariesCostAscendTheTraining() throws IOException {
        Sandbox.await().untilAsserted(() -> {
            for (String canary : List.of("r2-canary-1", "r2-canary-2", "r2-canary-3")) {
                TrainingAssert.that(story.training(canary))
                        .isIn(Phase.Failed)
                        .hasCondition("Finished", "True", "OutOfAttempts");
                assertOnlyAttempt(canary, "8.2", AttemptOutcome.StackFailure);
                assertThat(attempts(canary).get(0).reason()).containsIgnoringCase("HCCL");
            }
            assertTrust(MaturityState.Quarantined, "8.2", 0, 3, -3);
        });
        KindMaturity told = new YAMLMapper()
                .readerFor(AcceleratorPool.class)
                .<AcceleratorPool>readValues(
                        story.folder().resolve("pools.yaml").toFile())
                .readAll()
                .get(1)
                .getStatus()
                .maturity()
                .training();
        assertThat(ascend())
                .as("what the example says of itself")
                .usingRecursiveComparison()
                .ignoringFields("evidence", "acceleratorHours", "score")
                .withComparatorForType(new DoubleComparator(1.0), Double.class)
                .withComparatorForFields(new DoubleComparator(0.01), "completion", "runs")
                .isEqualTo(told);
    }

    private void flagshipGoesToH20AndInferenceToAscend() {
        Sandbox.await().untilAsserted(() -> {
            assertRunsOn("r2-pretrain", "h20-a", "cuda");
            assertServesOnAscend();
        });
        assertThat(candidates("r2-pretrain"))
                .extracting(CandidateStatus::pool, CandidateStatus::feasible, CandidateStatus::reason)
                .containsExactly(tuple("h20-a", true, null), tuple("ascend-a", false, "PoolQuarantined"));
    }

    private void newStackIsOnTrial() {
        Sandbox.await().untilAsserted(() -> assertTrust(MaturityState.Canary, "8.3", 0, 0, 0));
        assertThat(ascend().completion())
                .isEqualTo(evidence().carriedCompletion())
                .isLessThan(FLOOR);
        assertThat(evidence().carriedRuns())
                .as("prior and three runs, discounted")
                .isCloseTo(0.25 * (2 + 3), A_DAY);
    }

    private void canariesQualifyIt() {
        Sandbox.await().untilAsserted(() -> {
            for (String canary : List.of("r2-canary-4", "r2-canary-5", "r2-canary-6")) {
                TrainingAssert.that(story.training(canary)).isIn(Phase.Succeeded);
                assertOnlyAttempt(canary, "8.3", AttemptOutcome.Completed);
            }
            assertTrust(MaturityState.Qualified, "8.3", 3, 0, 3);
        });
        assertThat(ascend().completion()).isGreaterThan(FLOOR);
    }

    private void nextRunGoesToAscend() {
        Sandbox.await().untilAsserted(() -> assertRunsOn("r2-next", "ascend-a", "cann"));
        assertThat(candidates("r2-next"))
                .as("not for want of H20: Ascend is worth more now")
                .extracting(CandidateStatus::pool)
                .containsExactly("ascend-a", "h20-a");
        assertThat(candidates("r2-next").get(0).value())
                .isGreaterThan(candidates("r2-next").get(1).value());
    }

    private void theOthersStayedWhereTheyWere() {
        assertRunsOn("r2-pretrain", "h20-a", "cuda");
        assertServesOnAscend();
        assertThat(nodesOfFlagship).containsExactly("h20-1", "h20-2", "h20-3", "h20-4");
        int serving = story.inference("r2-chat").getStatus().placement().shares().stream()
                .mapToInt(ShareStatus::accelerators)
                .sum();
        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(story.pool("h20-a")).counts(32, 32);
            PoolAssert.that(story.pool("ascend-a")).counts(128, 16 + serving);
        });
    }

    private void assertRunsOn(String job, String pool, String stack) {
        TrainingJob training = story.training(job);
        TrainingAssert.that(training).isIn(Phase.Running);
        assertThat(training.getStatus().placement().stack()).isEqualTo(stack);
        assertThat(attempts(job)).extracting(Attempt::pool, Attempt::outcome).containsExactly(tuple(pool, null));
        assertThat(story.nodesOfPods("research", job))
                .containsExactlyInAnyOrderElementsOf(
                        training.getStatus().placement().nodes());
    }

    private void assertServesOnAscend() {
        assertThat(story.inference("r2-chat").getStatus()).isNotNull();
        assertThat(story.inference("r2-chat").getStatus().phase()).isEqualTo(Phase.Running);
        assertThat(story.inference("r2-chat").getStatus().placement().shares())
                .extracting(ShareStatus::pool)
                .containsExactly("ascend-a");
    }

    private void assertOnlyAttempt(String job, String stackVersion, AttemptOutcome outcome) {
        assertThat(attempts(job))
                .extracting(Attempt::number, Attempt::pool, Attempt::stack, Attempt::stackVersion, Attempt::outcome)
                .containsExactly(tuple(1, "ascend-a", "cann", stackVersion, outcome));
    }

    private void assertTrust(MaturityState state, String stackVersion, double completed, double failed, int streak) {
        KindMaturity training = ascend();
        assertThat(training.state()).isEqualTo(state);
        assertThat(training.stackVersion()).isEqualTo(stackVersion);
        assertThat(training.runs()).isCloseTo(completed + failed, A_DAY);
        assertThat(evidence().completed()).isCloseTo(completed, A_DAY);
        assertThat(evidence().failed()).isCloseTo(failed, A_DAY);
        assertThat(evidence().streak()).isEqualTo(streak);
    }

    private KindMaturity ascend() {
        return story.pool("ascend-a").getStatus().maturity().training();
    }

    private EvidenceCounts evidence() {
        return ascend().evidence();
    }

    private List<Attempt> attempts(String job) {
        return story.training(job).getStatus().attempts();
    }

    private List<CandidateStatus> candidates(String job) {
        return story.training(job).getStatus().placement().candidates();
    }

    /** Remembers every node that a pod was ever bound to. */
    private record Bindings(Set<String> nodes) implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            if (pod.getSpec().getNodeName() != null) {
                nodes.add(pod.getSpec().getNodeName());
            }
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            onAdd(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            onAdd(pod);
        }
    }
}
