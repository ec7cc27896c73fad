package dev.heterodyne.cluster;

import dev.heterodyne.placement.topology.TopologyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the topology levels of a pool. */
final class LevelReader {
    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final String NODE = "node";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int MOST_LEVELS = 8;
    private static final double ABOVE_NODE = 2;
    private static final double AT_NODE = 1;

    /**
     * Levels of a pool.
     *
     * @param labels node labels of the levels above the node
     * @param levels all levels, the node last
     */
    record Levels(List<String> labels, List<TopologyLevel> levels) {}

    private LevelReader() {}

    static Levels read(@Nullable List<dev.heterodyne.api.TopologyLevel> topology, FieldChecks checks) {
        List<dev.heterodyne.api.TopologyLevel> given = topology == null ? List.of() : topology;
        List<String> labels = new ArrayList<>();
        List<TopologyLevel> levels = new ArrayList<>();
        if (given.size() > MOST_LEVELS) {
            checks.fault("spec.topology", "has " + given.size() + " levels; at most " + MOST_LEVELS + " are supported");
        }
        for (int i = 0; i < given.size(); i++) {
            boolean last = i == given.size() - 1;
            String label = label(i, given.get(i), last, checks);
            boolean isNode =
                    last && (HOSTNAME.equals(label) || NODE.equals(given.get(i).name()));
            levels.add(level(i, given.get(i), isNode, checks));
            if (!isNode) {
                labels.add(label);
            }
        }
        checks.unique("spec.topology", levels.stream().map(TopologyLevel::name).toList(), "level names must be unique");
        checks.unique(
                "spec.topology",
                given.stream().map(l -> String.valueOf(l.nodeLabel())).toList(),
                "each nodeLabel may appear once; correct the label or remove the doubled level");
        // Who lists only blocks or racks means them to lie above the node, not to be nodes.
        if (levels.size() == labels.size()) {
            levels.add(new TopologyLevel(NODE, AT_NODE));
        }
        return new Levels(labels, levels);
    }

    private static String label(int index, dev.heterodyne.api.TopologyLevel level, boolean last, FieldChecks checks) {
        String field = "spec.topology[" + index + "].nodeLabel";
        if (level.nodeLabel() == null || level.nodeLabel().isEmpty()) {
            checks.fault(field, "is missing; name the node label whose value is the domain");
            return "";
        }
        if (HOSTNAME.equals(level.nodeLabel()) && !last) {
            checks.fault(field, "is the node itself and must come last; levels go from the outermost inwards");
        }
        return level.nodeLabel();
    }

    private static TopologyLevel level(
            int index, dev.heterodyne.api.TopologyLevel level, boolean node, FieldChecks checks) {
        String field = "spec.topology[" + index + "]";
        if (level.name() == null) {
            checks.fault(field + ".name", "is missing; name the level, for example block");
        }
        String name = checks.text(field + ".name", level.name(), NAME, 63, "lower case letters, digits and '-'")
                .orElse("level-" + index);
        double oversubscription = checks.numberOr(
                field + ".oversubscription",
                level.oversubscription(),
                Range.between(1, 1000),
                node ? AT_NODE : ABOVE_NODE);
        return new TopologyLevel(name, oversubscription);
    }
}
