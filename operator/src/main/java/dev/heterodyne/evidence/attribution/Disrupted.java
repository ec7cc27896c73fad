package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * A pod was taken away: preempted, evicted, drained, or shut down with its node. Names as in the Kubernetes documentation on
 * disruptions (pod disruption conditions) and in the kubelet's eviction and shutdown managers.
 */
final class Disrupted implements Rule {
    /** Somebody decided it, so the node is not to blame even where it is gone by now. */
    private static final Set<String> ON_PURPOSE =
            Set.of("PreemptionByScheduler", "EvictionByEvictionAPI", "TerminationByKubelet");

    /** Cleaning up after a taint or a node; where the node is lost, {@link NodeLost} has found it before. */
    private static final Set<String> CLEAN_UP = Set.of("DeletionByTaintManager", "DeletionByPodGC");

    private static final Set<String> POD_REASONS = Set.of("Evicted", "Preempting", "NodeShutdown", "Shutdown");

    static boolean onPurpose(PodEnd pod) {
        return ON_PURPOSE.contains(pod.disruption()) || POD_REASONS.contains(pod.reason());
    }

    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return end.pods().stream()
                .filter(pod -> onPurpose(pod) || CLEAN_UP.contains(pod.disruption()))
                .findFirst()
                .map(pod -> Finding.of(Outcome.PREEMPTED, pod.where() + ": " + why(pod)))
                .or(() -> toldByJob(end));
    }

    /** A pod that was taken away may be gone by now; the Job's failure policy has noted it. */
    private static Optional<Finding> toldByJob(AttemptEnd end) {
        return end.failed() && end.message().contains("DisruptionTarget")
                ? Optional.of(Finding.of(Outcome.PREEMPTED, end.message()))
                : Optional.empty();
    }

    private static String why(PodEnd pod) {
        return pod.disruption().isEmpty() ? pod.reason() : pod.disruption();
    }
}
