package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import org.junit.jupiter.api.Test;

/** A stack on trial takes canary runs only, though its figures look good already. */
class CanaryRunsPendingTest {
    private static TestCluster onTrial() {
        return new TestCluster()
                .pool("ascend", Chips.ASCEND, 1, 2, 8)
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.CANARY, 0.9, 1e6);
    }

    @Test
    void anOrdinaryJobWaits() {
        Decision decision = onTrial().waits(Jobs.gang("job", 0, 1, 8, "cann")).decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(decision.reason()).contains(Reason.CanaryRunsPending);
        assertThat(decision.message()).contains("3 canary runs in a row have to complete first");
    }

    @Test
    void aCanaryWithinTheBoundRuns() {
        TrainingRequest plain = Jobs.gang("job", 0, 1, 8, "cann");
        TrainingRequest canary = new TrainingRequest(
                plain.id(),
                plain.priority(),
                plain.createdMillis(),
                plain.policyName(),
                plain.model(),
                plain.variants(),
                plain.checkpoint(),
                plain.topology(),
                true,
                false);

        assertThat(onTrial().waits(canary).decide("job").outcome()).isEqualTo(Outcome.Placed);
    }

    @Test
    void onceItIsQualifiedAnyoneMay() {
        Decision decision = onTrial()
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.9, 1e6)
                .waits(Jobs.gang("job", 0, 1, 8, "cann"))
                .decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Placed);
    }
}
