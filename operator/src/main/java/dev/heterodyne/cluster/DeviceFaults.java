package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells of faults of its devices: in conditions, as node-problem-detector and the clouds' monitoring agents set
 * them, and in labels and annotations that are named after the device's resource, as MindCluster's device plugin names them.
 */
final class DeviceFaults {
    /** Types of conditions that are about accelerators and their links. */
    private static final Pattern DEVICE =
            Pattern.compile("gpu|npu|accelerat|xid|ecc|hbm|link", Pattern.CASE_INSENSITIVE);
    /** Conditions are problems where they are true, unless their name says that true is well. */
    private static final Pattern TRUE_IS_WELL =
            Pattern.compile("(?<!not|un)(ready|healthy|available|ok)$", Pattern.CASE_INSENSITIVE);

    private static final List<String> SUFFIXES = List.of("-Unhealthy", "-NetworkUnhealthy", "-Fault");
    private static final Set<String> NOTHING = Set.of("", "[]", "{}", "null", "false", "0");

    private DeviceFaults() {}

    static List<String> of(Node node, String resourceName) {
        List<String> faults = new ArrayList<>();
        Optional.ofNullable(node.getStatus()).map(NodeStatus::getConditions).orElse(List.of()).stream()
                .filter(DeviceFaults::isFault)
                .map(c -> c.getReason() == null ? c.getType() : c.getType() + "=" + c.getReason())
                .forEach(faults::add);
        Map<String, String> marks = new HashMap<>(orEmpty(node.getMetadata().getLabels()));
        marks.putAll(orEmpty(node.getMetadata().getAnnotations()));
        SUFFIXES.forEach(suffix -> {
            String value = marks.getOrDefault(resourceName + suffix, "").strip();
            if (!NOTHING.contains(value)) {
                faults.add(resourceName + suffix + "=" + value);
            }
        });
        return faults;
    }

    private static boolean isFault(NodeCondition condition) {
        String type = condition.getType();
        if (!DEVICE.matcher(type).find()) {
            return false;
        }
        return (TRUE_IS_WELL.matcher(type).find() ? "False" : "True").equals(condition.getStatus());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
