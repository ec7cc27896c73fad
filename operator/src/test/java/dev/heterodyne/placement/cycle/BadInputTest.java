package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults are named by thing, field and reason, and spoil only what they touch. */
class BadInputTest {
    private static Chip withPeak(double peak) {
        return Chips.chip(
                "odd",
                "US",
                "cuda",
                96,
                4000,
                Map.of(Precision.BF16, peak),
                Links.UNKNOWN,
                Efficiencies.DEFAULT,
                Prior.DEFAULT);
    }

    @Test
    void aClassWithANegativePeakIsRefusedAndTheNextPoolTaken() {
        Decision decision = new TestCluster()
                .pool("odd-a", withPeak(-1), 1, 1, 8)
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .waits(Jobs.gang("job", 0, 1, 8, "cuda"))
                .decide("job");

        assertThat(decision.shares()).extracting(Share::pool).containsExactly("h20-a");
        assertThat(decision.candidates().get(1).reason()).contains(Reason.InvalidFigure);
        assertThat(decision.candidates().get(1).message())
                .isEqualTo("AcceleratorClass odd: peakTeraflops.bf16 must be between 1e-09 and 1e+21, but is -1.0");
    }

    @Test
    void aPoolWhoseLearnedFiguresAreBrokenIsRefused() {
        Decision decision = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .maturity("h20-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, Double.NaN, 1000)
                .waits(Jobs.gang("job", 0, 1, 8, "cuda"))
                .decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(decision.message())
                .contains("AcceleratorPool h20-a: maturity.training.completion must be between 0 and 1, but is NaN");
    }

    @Test
    void aJobThatAsksForNothingIsRejected() {
        Decision decision = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .waits(Jobs.gang("job", 0, 1, 0, "cuda"))
                .decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Rejected);
        assertThat(decision.reason()).contains(Reason.InvalidFigure);
        assertThat(decision.message()).startsWith("spec: acceleratorsPerReplica must be");
    }

    @Test
    void moreActiveParametersThanThereAreIsRejected() {
        Decision decision = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .waits(Jobs.training(
                        "job",
                        0,
                        Model.of(7e9, 8e9, Precision.BF16),
                        Jobs.variants(1, 1, new Parallelism(1, 1, 1e6), "cuda")))
                .decide("job");

        assertThat(decision.message())
                .isEqualTo("spec: model.activeParameters must be at most model.parameters, but is 8.0E9");
    }

    @Test
    void aBrokenPolicyHoldsItsJobsAndSaysWhy() {
        Decision decision = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .policy(new Policy(
                        Policy.DEFAULT_NAME,
                        Map.of(WorkloadKind.TRAINING, new Weights(1, Double.NaN, 1)),
                        Map.of(),
                        OriginMandate.NONE,
                        Map.of()))
                .waits(Jobs.gang("job", 0, 1, 8, "cuda"))
                .decide("job");

        assertThat(decision.message()).startsWith("PlacementPolicy default: weights.training.interconnect must be");
    }

    @Test
    void aJobListedTwiceIsDecidedOnce() {
        CycleResult result = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 2, 8)
                .waits(Jobs.gang("job", 0, 1, 8, "cuda"), Jobs.gang("job", 0, 1, 8, "cuda"))
                .run();

        assertThat(result.decisions()).hasSize(1);
    }
}
