package dev.heterodyne.placement.filter;

import java.util.Optional;

/** A replica of several pods needs LeaderWorkerSet, which starts and restarts them together. */
final class PodGroupFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        if (candidacy.variant().podsPerReplica() == 1 || candidacy.leaderWorkerSets()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.LeaderWorkerSetMissing,
                "replicas of %d pods need LeaderWorkerSet, which the cluster lacks; install it (https://lws.sigs.k8s.io) or set podsPerReplica to 1"
                        .formatted(candidacy.variant().podsPerReplica())));
    }
}
