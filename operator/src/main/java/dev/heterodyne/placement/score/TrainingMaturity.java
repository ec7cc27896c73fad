package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Maturity;

/** Maturity axis of training: P(run completes) x effective training time ratio. */
public final class TrainingMaturity {
    private static final double SECONDS_PER_HOUR = 3600;
    /** Without checkpoints a failure loses the run so far; a run of a day is assumed. */
    static final double RUN_WITHOUT_CHECKPOINT_SECONDS = 24 * SECONDS_PER_HOUR;

    private TrainingMaturity() {}

    /**
     * Share of a gang's work that survives, 0 to 1. The gang fails as often as all its accelerators together: {@code MTTF =
     * MTBF / N} (arXiv 2410.21680); each failure loses the work since the last checkpoint and a restart.
     *
     * @param accelerators accelerators in the whole gang
     */
    public static double of(Maturity maturity, CheckpointPlan plan, int accelerators) {
        double mttf = maturity.mtbfHours() * SECONDS_PER_HOUR / accelerators;
        double write = plan.enabled() ? plan.writeSeconds() : 0;
        double interval = plan.enabled()
                ? plan.intervalSeconds().orElseGet(() -> CheckpointInterval.daly(Math.max(write, 1), mttf))
                : RUN_WITHOUT_CHECKPOINT_SECONDS;
        return maturity.completion() * CheckpointInterval.effectiveShare(interval, write, mttf, plan.restartSeconds());
    }
}
