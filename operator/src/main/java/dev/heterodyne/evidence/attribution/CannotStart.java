package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;
import java.util.Set;

/** The pod's own settings keep its container from starting, wherever it runs. A registry out of reach does not count here. */
final class CannotStart implements Rule {
    private static final Set<String> OWN_FAULT = Set.of("InvalidImageName", "CreateContainerConfigError");

    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return end.pods().stream()
                .filter(pod -> OWN_FAULT.contains(pod.waiting()))
                .findFirst()
                .map(pod -> Finding.of(Outcome.USER_ERROR, pod.where() + " cannot start: " + pod.waiting()));
    }
}
