package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;

/** The gang did not come up in time; the nodes whose pods are bound but not ready are suspects. */
final class NotReadyInTime implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        if (!end.timedOut()) {
            return Optional.empty();
        }
        List<PodEnd> waiting =
                end.pods().stream().filter(NotReadyInTime::isNotReady).toList();
        String figures = end.pods().isEmpty()
                ? "no pod was made in time"
                : "%d of %d pods were ready in time"
                        .formatted(
                                end.pods().size() - waiting.size(), end.pods().size());
        List<String> reasons =
                waiting.stream().map(pod -> pod.where() + ": " + why(pod)).toList();
        return Optional.of(new Finding(
                Outcome.UNKNOWN,
                reasons.isEmpty() ? figures : figures + "; " + Phrases.list(reasons),
                waiting.stream()
                        .filter(PodEnd::isBound)
                        .map(PodEnd::node)
                        .distinct()
                        .toList()));
    }

    private static boolean isNotReady(PodEnd pod) {
        return !pod.waiting().isEmpty()
                || pod.phase().equals("Pending")
                || pod.phase().equals("Failed");
    }

    private static String why(PodEnd pod) {
        if (!pod.waiting().isEmpty()) {
            return pod.waiting();
        }
        return pod.phase().equals("Pending") && !pod.isBound() ? "not bound to a node" : pod.phase();
    }
}
