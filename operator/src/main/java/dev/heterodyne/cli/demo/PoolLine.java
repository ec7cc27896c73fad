package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.PoolMaturity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pool as the demo shows it.
 *
 * @param free accelerators, absent while they are not counted
 * @param total accelerators, absent while they are not counted
 * @param state how far it is trusted with training
 * @param completion of training, 0 to 1
 * @param runs of training on this stack version
 * @param stackVersion that the figures are about
 * @param streak runs completed in a row; below 0, failures in a row
 */
record PoolLine(
        String name,
        String className,
        @Nullable Integer free,
        @Nullable Integer total,
        MaturityState state,
        double completion,
        double runs,
        String stackVersion,
        int streak) {

    static PoolLine of(AcceleratorPool pool) {
        Optional<AcceleratorPoolStatus> status = Optional.ofNullable(pool.getStatus());
        Optional<AcceleratorCounts> counts = status.map(AcceleratorPoolStatus::accelerators);
        Optional<KindMaturity> training =
                status.map(AcceleratorPoolStatus::maturity).map(PoolMaturity::training);
        return new PoolLine(
                pool.getMetadata().getName(),
                pool.getSpec().className(),
                counts.map(AcceleratorCounts::free).orElse(null),
                counts.map(AcceleratorCounts::total).orElse(null),
                training.map(KindMaturity::state).orElse(MaturityState.Unproven),
                training.map(KindMaturity::completion).orElse(0.0),
                training.map(KindMaturity::runs).orElse(0.0),
                training.map(KindMaturity::stackVersion)
                        .or(() -> Optional.ofNullable(pool.getSpec().stackVersion()))
                        .orElse(""),
                training.map(KindMaturity::evidence).map(EvidenceCounts::streak).orElse(0));
    }

    /** How far it is trusted with training, in a clause. */
    String standing() {
        return String.format(
                Locale.ROOT, "%s, completion %.2f, runs %.0f, stack %s", state, completion, runs, stackVersion);
    }

    /** Whether its maturity is another one than before. */
    boolean hasLearnedSince(PoolLine before) {
        return state != before.state || runs != before.runs || !stackVersion.equals(before.stackVersion);
    }

    /** What changed its maturity. */
    String reason(PoolLine before) {
        if (!stackVersion.equals(before.stackVersion)) {
            return "the stack went from %s to %s; what was believed before counts for less"
                    .formatted(before.stackVersion, stackVersion);
        }
        return streak < 0 ? -streak + " failed in a row" : streak + " completed in a row";
    }
}
