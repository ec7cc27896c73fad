package dev.heterodyne.workload;

import java.util.List;

/**
 * Where a node stands.
 *
 * @param hostname its {@code kubernetes.io/hostname} label, which is what pods are pinned by
 * @param domains topology domains that it lies in, outermost first, without the node itself
 */
public record NodeSite(String hostname, List<String> domains) {
    public NodeSite {
        domains = List.copyOf(domains);
    }
}
