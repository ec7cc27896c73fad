package dev.heterodyne.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a pool selects.
 *
 * @param matchLabels labels that a node must carry
 * @param requirements what else must hold of its labels
 */
record NodeSelection(Map<String, String> matchLabels, List<Requirement> requirements) {
    NodeSelection {
        matchLabels = Map.copyOf(matchLabels);
        requirements = List.copyOf(requirements);
    }

    /** How a requirement looks at a label. */
    enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist;

        static Optional<Operator> of(@Nullable String name) {
            return List.of(values()).stream().filter(o -> o.name().equals(name)).findFirst();
        }
    }

    /** One entry of {@code matchExpressions}. */
    record Requirement(String key, Operator operator, Set<String> values) {
        Requirement {
            values = Set.copyOf(values);
        }

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case In -> value != null && values.contains(value);
                case NotIn -> value == null || !values.contains(value);
                case Exists -> value != null;
                case DoesNotExist -> value == null;
            };
        }
    }

    /** Whether it names no condition at all. */
    boolean isEmpty() {
        return matchLabels.isEmpty() && requirements.isEmpty();
    }

    boolean matches(Map<String, String> labels) {
        return matchLabels.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
                && requirements.stream().allMatch(r -> r.matches(labels));
    }
}
