package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Optional;

/** A replica must fit a node, and a gang the level that it requires. */
final class DomainFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        int perReplica = candidacy.variant().acceleratorsPerReplica();
        if (perReplica > candidacy.largestNode()) {
            return reject("a replica needs %d accelerators, the largest node has %d"
                    .formatted(perReplica, candidacy.largestNode()));
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

    private static Optional<Verdict> reject(String message) {
        return Optional.of(new Verdict(Reason.NoDomainLargeEnough, message));
    }
}
