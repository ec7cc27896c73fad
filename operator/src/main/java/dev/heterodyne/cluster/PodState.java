package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a pod stands, told in one place for all who ask. */
public final class PodState {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private PodState() {}

    /** Whether all its containers have ended for good. */
    public static boolean isOver(Pod pod) {
        return pod.getStatus() != null && isOver(pod.getStatus().getPhase());
    }

    /** Whether serving clients may be sent to it; one that is being deleted may still be. */
    public static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    /** Host name of the node that it was sent to by us; empty while it waits for one. */
    public static Optional<String> sentTo(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeSelector()).map(s -> s.get(HOSTNAME));
    }

    static boolean isOver(@Nullable String phase) {
        return phase != null && OVER.contains(phase);
    }
}
