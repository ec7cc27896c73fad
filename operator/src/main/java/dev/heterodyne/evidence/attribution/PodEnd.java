package dev.heterodyne.evidence.attribution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one pod of an attempt stands or ended.
 *
 * @param rank completion index, -1 where unknown
 * @param node that it was bound to, empty where it was not
 * @param phase as in the API: Pending, Running, Succeeded, Failed
 * @param reason of the pod's status, for example Evicted or NodeLost; empty where there is none
 * @param disruption reason of the condition DisruptionTarget, for example PreemptionByScheduler; empty where there is none
 * @param exits of its containers, the first that failed first
 * @param waiting why it is not ready, for example ImagePullBackOff or Unschedulable; empty where it is, or has ended
 */
public record PodEnd(
        String name,
        int rank,
        String node,
        String phase,
        String reason,
        String disruption,
        List<Exit> exits,
        String waiting) {
    public PodEnd {
        exits = List.copyOf(exits);
    }

    boolean isBound() {
        return !node.isEmpty();
    }

    /** For reasons: the pod, and where it ran. */
    String where() {
        return isBound() ? name + " on " + node : name;
    }

    /**
     * The end of one container.
     *
     * @param code exit code; above 128 a signal
     * @param reason for example Error or OOMKilled
     * @param message termination message, at most some kilobytes
     */
    public record Exit(String container, int code, String reason, String message, Optional<Instant> finished) {
        boolean failed() {
            return code != 0;
        }
    }
}
