package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deletes jobs that ended long enough ago; the garbage collector takes their children. */
final class Retention {
    private final KubernetesClient client;
    private final Clock clock;

    Retention(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Deletes the job where its time is up; else the time that it has left, where that is bounded. */
    Optional<Duration> expire(TrainingJob job) {
        Integer ttl = job.getSpec().ttlSecondsAfterFinished();
        Optional<Instant> end = Attempts.of(job).last().map(Attempt::endTime).map(Instant::parse);
        if (ttl == null || end.isEmpty()) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), end.get().plusSeconds(ttl));
        if (!left.isNegative() && !left.isZero()) {
            return Optional.of(left);
        }
        // This very job: one made anew under its name is another.
        client.resource(job)
                .lockResourceVersion(job.getMetadata().getResourceVersion())
                .delete();
        return Optional.empty();
    }
}
