package dev.heterodyne.placement.reroute;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes that failed a job not long ago, the latest first, and when each is forgiven.
 *
 * @param forgivenAt by node name
 */
record AvoidedNodes(Map<String, Instant> forgivenAt) {
    static AvoidedNodes of(List<PastAttempt> past, RerouteRules rules, Instant now) {
        Map<String, Instant> latestFirst = new LinkedHashMap<>();
        for (int i = past.size() - 1; i >= 0; i--) {
            Instant forgiven = past.get(i).end().plus(rules.avoidNode());
            for (String node : past.get(i).failedNodes()) {
                if (now.isBefore(forgiven) && latestFirst.size() < rules.maxAvoidedNodes()) {
                    latestFirst.putIfAbsent(node, forgiven);
                }
            }
        }
        return new AvoidedNodes(latestFirst);
    }

    Set<String> names() {
        return forgivenAt.keySet();
    }

    Optional<Instant> firstForgiven() {
        return forgivenAt.values().stream().min(Instant::compareTo);
    }
}
