package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Optional;

/** A pod must fit a node, and a gang the level that it requires. */
final class DomainFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        int perReplica = candidacy.variant().acceleratorsPerReplica();
        int perPod = candidacy.variant().acceleratorsPerPod();
        if (perPod > candidacy.largestNode()) {
            return reject("a %s needs %d accelerators, the largest node has %d%s"
                    .formatted(
                            perPod == perReplica ? "replica" : "pod of a replica",
                            perPod,
                            candidacy.largestNode(),
                            remedy(candidacy)));
        }
        if (candidacy.fitsEmpty()) {
            return Optional.empty();
        }
        Optional<String> required = candidacy.request() instanceof TrainingRequest training
                ? training.topology().required()
                : Optional.empty();
        return reject(required.map(level -> candidacy.pool().topology().levelIndex(level) < 0
                        ? "the pool has no topology level " + level
                        : "no domain of level %s holds %d replicas of %d accelerators"
                                .formatted(level, candidacy.replicasNeeded(), perReplica))
                .orElseGet(() -> "the nodes hold fewer than %d replicas of %d accelerators"
                        .formatted(candidacy.replicasNeeded(), perReplica)));
    }

    private static String remedy(Candidacy candidacy) {
        return candidacy.request() instanceof InferenceRequest && candidacy.largestNode() > 0
                ? "; set podsPerReplica so that a pod fits a node"
                : "";
    }

    private static Optional<Verdict> reject(String message) {
        return Optional.of(new Verdict(Reason.NoDomainLargeEnough, message));
    }
}
