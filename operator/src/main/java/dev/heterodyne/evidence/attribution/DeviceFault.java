package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;

/** A node says of its devices that some are at fault. */
final class DeviceFault implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        List<NodeEnd> faulty =
                end.nodes().stream().filter(node -> !node.faults().isEmpty()).toList();
        return faulty.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Outcome.HARDWARE_FAILURE,
                        Phrases.list(faulty.stream().map(DeviceFault::describe).toList()),
                        faulty.stream().map(NodeEnd::name).toList()));
    }

    private static String describe(NodeEnd node) {
        return "node " + node.name() + " reports " + Phrases.line(Phrases.list(node.faults()));
    }
}
