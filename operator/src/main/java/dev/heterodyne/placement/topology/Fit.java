package dev.heterodyne.placement.topology;

import java.util.List;

/**
 * Nodes found for a gang or for replicas.
 *
 * @param nodes one per replica, in rank order: replicas of a domain are neighbours
 * @param domain name of the innermost domain that holds all of them, empty where only the whole pool does
 * @param level level of that domain, -1 for the whole pool
 * @param domainIndex index of that domain in its level
 */
public record Fit(List<String> nodes, String domain, int level, int domainIndex) {
    public Fit {
        nodes = List.copyOf(nodes);
    }
}
