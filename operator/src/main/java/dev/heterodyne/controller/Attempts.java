package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The attempts in a job's status, oldest first. Status is bounded: of more than can be kept the oldest that was no failure goes,
 * so that failures can be counted; {@code failurePolicy.maxAttempts} allows no more than are kept.
 */
record Attempts(List<Attempt> all) {
    private static final int MOST = 50;

    Attempts {
        List<Attempt> kept = new ArrayList<>(all);
        while (kept.size() > MOST) {
            int harmless = IntStream.range(0, kept.size() - 1)
                    .filter(i -> isHarmless(kept.get(i)))
                    .findFirst()
                    .orElse(0);
            kept.remove(harmless);
        }
        all = List.copyOf(kept);
    }

    private static boolean isHarmless(Attempt attempt) {
        return attempt.outcome() == AttemptOutcome.Preempted || attempt.outcome() == AttemptOutcome.Cancelled;
    }

    static Attempts of(TrainingJob job) {
        return new Attempts(
                Optional.ofNullable(TrainingStatuses.of(job).attempts()).orElse(List.of()));
    }

    /** The attempt that runs, or that ran last; empty before the first. */
    Optional<Attempt> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The attempt that runs, or is about to. */
    Optional<Attempt> open() {
        return last().filter(Attempt::isOpen);
    }

    /** Whether the attempt of that number is over, shown here or no longer. */
    boolean hasEnded(int number) {
        return last().filter(l -> number < number(l) || (number == number(l) && !l.isOpen()))
                .isPresent();
    }

    int nextNumber() {
        return last().map(Attempts::number).orElse(0) + 1;
    }

    static int number(Attempt attempt) {
        return Objects.requireNonNullElse(attempt.number(), 1);
    }

    /** Whether something was made for the attempt. */
    static boolean isOf(Attempt attempt, HasMetadata child) {
        return child.getMetadata().getLabels() != null
                && String.valueOf(number(attempt))
                        .equals(child.getMetadata().getLabels().get(Heterodyne.ATTEMPT_LABEL));
    }

    /** Step that a new attempt can resume from: what the latest attempt that reported one had saved. */
    Optional<Long> savedStep() {
        return all.stream().map(Attempt::savedStep).filter(Objects::nonNull).reduce((earlier, later) -> later);
    }

    Attempts plus(Attempt next) {
        List<Attempt> more = new ArrayList<>(all);
        more.add(next);
        return new Attempts(more);
    }

    /** The same with the last one replaced. */
    Attempts withLast(Attempt changed) {
        List<Attempt> same = new ArrayList<>(all);
        same.set(same.size() - 1, changed);
        return new Attempts(same);
    }
}
