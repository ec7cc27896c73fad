package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A node is gone or does not report. Not one that was emptied on purpose first, as a scale-down does. */
final class NodeLost implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        Set<String> emptied = end.pods().stream()
                .filter(Disrupted::onPurpose)
                .map(PodEnd::node)
                .collect(Collectors.toSet());
        List<String> lost = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (NodeEnd node : end.nodes()) {
            if (node.isLost() && !emptied.contains(node.name())) {
                lost.add(node.name());
                reasons.add("node " + node.name() + (node.exists() ? " is not ready" : " is gone"));
            }
        }
        for (PodEnd pod : end.pods()) {
            if (pod.reason().equals("NodeLost") && pod.isBound() && !lost.contains(pod.node())) {
                lost.add(pod.node());
                reasons.add("node " + pod.node() + " was lost under " + pod.name());
            }
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(Outcome.HARDWARE_FAILURE, Phrases.list(reasons), lost));
    }
}
