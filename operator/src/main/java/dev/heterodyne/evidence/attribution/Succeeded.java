package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;

/** All pods succeeded, so whatever else shows did no harm. */
final class Succeeded implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return end.succeeded() ? Optional.of(Finding.of(Outcome.COMPLETED, "all pods succeeded")) : Optional.empty();
    }
}
