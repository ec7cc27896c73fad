package dev.heterodyne.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.cycle.Candidate;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The story of DESIGN.md, told by the core alone. */
class R2StoryTest {
    private static TestCluster cluster() {
        return new TestCluster()
                .pool("h20-a", Chips.H20, 1, 4, 8)
                .pool("ascend-a", Chips.ASCEND, 2, 4, 16)
                .waits(Jobs.pretrain(), Jobs.chat());
    }

    private static Policy policy(Weights training, double floor, OriginMandate origin) {
        return new Policy(
                Policy.DEFAULT_NAME,
                Map.of(WorkloadKind.TRAINING, training),
                Map.of(WorkloadKind.TRAINING, floor, WorkloadKind.INFERENCE, 0.2),
                origin,
                Policy.DEFAULT.expectedDemand());
    }

    private static Candidate candidate(Decision decision, String pool) {
        return decision.candidates().stream()
                .filter(c -> c.pool().equals(pool))
                .findFirst()
                .orElseThrow();
    }

    private static String pool(Decision decision) {
        assertThat(decision.shares()).hasSize(1);
        return decision.shares().get(0).pool();
    }

    @Test
    void trainingRunsOnTheMatureHardwareThoughItsDatasheetIsWeaker() {
        Decision decision = cluster().decide("r2-pretrain");

        assertThat(decision.outcome()).isEqualTo(Outcome.Placed);
        assertThat(decision.shares())
                .containsExactly(new Share(
                        "h20-a",
                        "nvidia-h20",
                        "cuda",
                        4,
                        8,
                        "block-1",
                        List.of("h20-a-b1-n1", "h20-a-b1-n2", "h20-a-b1-n3", "h20-a-b1-n4")));
        Candidate ascend = candidate(decision, "ascend-a");
        assertThat(ascend.reason()).contains(Reason.MaturityBelowFloor);
        assertThat(ascend.compute()).isEqualTo(1);
        assertThat(candidate(decision, "h20-a").compute()).isEqualTo(148 * 0.45 / (354 * 0.30), within(1e-12));
        assertThat(ascend.value()).isBetween(0.15, 0.17);
    }

    @Test
    void trainingSaysWhyInOneSentence() {
        assertThat(cluster().decide("r2-pretrain").message())
                .startsWith("h20-a scores 1.00; ascend-a would give 16 % of its goodput and is below the floor:"
                        + " maturity 0.10 < 0.50");
    }

    @Test
    void inferenceRunsOnTheHardwareThatTrainingCannotUse() {
        Decision decision = cluster().decide("r2-chat");

        assertThat(pool(decision)).isEqualTo("ascend-a");
        assertThat(decision.shares().get(0).acceleratorsPerReplica()).isEqualTo(16);
    }

    @Test
    void scarceHardwareCostsInferenceWhatTrainingWouldGet() {
        CycleResult result = cluster().run();

        assertThat(result.prices().get("h20-a").get(WorkloadKind.INFERENCE)).isEqualTo(1, within(1e-9));
        assertThat(result.prices().get("h20-a").get(WorkloadKind.TRAINING)).isZero();
        assertThat(result.prices().get("ascend-a").values()).containsOnly(0.0);
    }

    @Test
    void trainingFlipsWhenTheStackHasProvenItself() {
        Decision decision = cluster()
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.95, 50_000)
                .decide("r2-pretrain");

        assertThat(pool(decision)).isEqualTo("ascend-a");
        assertThat(candidate(decision, "ascend-a").value()).isEqualTo(1);
    }

    /** Which factor does the work: with maturity ignored and nothing else changed, the datasheet wins. */
    @Test
    void withoutTheMaturityFactorTrainingGoesWhereTheDatasheetPoints() {
        Decision decision = cluster()
                .policy(policy(new Weights(1, 1, 0), 0, OriginMandate.NONE))
                .decide("r2-pretrain");

        assertThat(pool(decision)).isEqualTo("ascend-a");
    }

    /** It is the score and not only the floor that keeps training away. */
    @Test
    void withoutTheFloorTheScoreStillDecides() {
        Decision decision =
                cluster().policy(policy(Weights.ONE, 0, OriginMandate.NONE)).decide("r2-pretrain");

        assertThat(pool(decision)).isEqualTo("h20-a");
        assertThat(candidate(decision, "ascend-a").feasible()).isTrue();
    }

    @Test
    void aPreferredOriginNeverCrossesTheFloor() {
        OriginMandate mandate = new OriginMandate(OriginMandate.Mode.PREFER, Set.of("CN"), 5);

        Decision decision = cluster().policy(policy(Weights.ONE, 0.5, mandate)).decide("r2-pretrain");

        assertThat(pool(decision)).isEqualTo("h20-a");
    }

    @Test
    void aPreferredOriginTipsTheScaleAboveTheFloor() {
        OriginMandate mandate = new OriginMandate(OriginMandate.Mode.PREFER, Set.of("CN"), 0.9);

        Decision decision = cluster().policy(policy(Weights.ONE, 0, mandate)).decide("r2-pretrain");

        assertThat(pool(decision)).isEqualTo("ascend-a");
        assertThat(candidate(decision, "ascend-a").bonus()).isEqualTo(0.9);
    }

    @Test
    void aRequiredOriginThatHasNotEarnedTrainingSaysWhatReleasesTheJob() {
        OriginMandate mandate = new OriginMandate(OriginMandate.Mode.REQUIRE, Set.of("CN"), 0);

        Decision decision = cluster().policy(policy(Weights.ONE, 0.5, mandate)).decide("r2-pretrain");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(decision.reason()).contains(Reason.MandateConflictsWithFloor);
        assertThat(decision.message()).contains("canary runs", "floors.training.maturity", "origin.mode Prefer");
    }
}
