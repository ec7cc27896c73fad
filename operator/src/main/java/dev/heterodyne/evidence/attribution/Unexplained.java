package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;

/** The Job failed and nothing of its pods is left that says why. */
final class Unexplained implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return Optional.of(Finding.of(
                Outcome.UNKNOWN,
                end.message().isBlank() ? "the Job failed without a reason" : Phrases.line(end.message())));
    }
}
