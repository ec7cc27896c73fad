package dev.heterodyne.evidence.attribution;

import java.util.List;

/**
 * Everything that may tell why an attempt ended.
 *
 * @param succeeded whether the batch Job says that all pods succeeded
 * @param failed whether the batch Job says that it failed; neither while it still runs
 * @param timedOut whether its pods were not all ready in time
 * @param message of the batch Job's own condition
 */
public record AttemptEnd(
        boolean succeeded, boolean failed, boolean timedOut, String message, List<PodEnd> pods, List<NodeEnd> nodes) {
    public AttemptEnd {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
    }
}
