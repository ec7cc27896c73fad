package dev.heterodyne.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shortens lists of nodes for a table. */
final class NodeNames {
    private static final int MOST = 4;

    private NodeNames() {}

    /** Each node once with the number of its replicas; only the first and the last where there are many. */
    static String abbreviate(List<String> nodes) {
        Map<String, Integer> replicas = new LinkedHashMap<>();
        nodes.forEach(n -> replicas.merge(n, 1, Integer::sum));
        if (replicas.size() > MOST) {
            List<String> distinct = List.copyOf(replicas.keySet());
            return distinct.get(0) + " ... " + distinct.get(distinct.size() - 1) + " (" + distinct.size() + " nodes)";
        }
        return replicas.entrySet().stream()
                .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " x" + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
