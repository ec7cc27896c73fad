package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;

/** A node is fine but for some of the accelerators that the attempt holds there. */
final class DevicesLost implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        List<NodeEnd> fewer = end.nodes().stream()
                .filter(node -> !node.isLost() && node.allocatable() < node.needed())
                .toList();
        return fewer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Outcome.HARDWARE_FAILURE,
                        Phrases.list(fewer.stream().map(DevicesLost::describe).toList()),
                        fewer.stream().map(NodeEnd::name).toList()));
    }

    private static String describe(NodeEnd node) {
        String figures = "node %s offers %d of the %d accelerators needed"
                .formatted(node.name(), node.allocatable(), node.needed());
        return node.faults().isEmpty() ? figures : figures + " (" + Phrases.line(Phrases.list(node.faults())) + ")";
    }
}
