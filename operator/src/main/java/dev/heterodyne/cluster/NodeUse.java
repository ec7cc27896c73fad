package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Optional;

/**
 * A node that an attempt runs on.
 *
 * @param node as it stands; empty where it is gone
 * @param needed accelerators that the attempt needs there
 * @param resourceName extended resource of those accelerators
 */
public record NodeUse(String name, Optional<Node> node, int needed, String resourceName) {}
