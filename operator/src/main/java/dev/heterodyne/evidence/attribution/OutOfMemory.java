package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;

/** A container wanted more memory than its limit, or than its node has. */
final class OutOfMemory implements Rule {
    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return FailedExit.of(end).stream()
                .filter(failed -> failed.exit().reason().equals("OOMKilled"))
                .findFirst()
                .map(failed -> Finding.of(
                        Outcome.USER_ERROR,
                        "container %s of %s was killed for its memory (OOMKilled)"
                                .formatted(
                                        failed.exit().container(), failed.pod().where())));
    }
}
