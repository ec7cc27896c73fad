package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.AttemptReader.Place;
import dev.heterodyne.cluster.Outcomes;
import dev.heterodyne.cluster.ServingPodReader;
import dev.heterodyne.evidence.attribution.CrashLoop;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.evidence.attribution.ServingPod;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for replicas that keep crashing, and asks the rules of attribution why. */
final class CrashLoops {
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private final ClusterView view;
    private final Attributions attributions;
    private final Clock clock;
    private final ServingPodReader reader = new ServingPodReader();

    CrashLoops(ClusterView view, Attributions attributions, Clock clock) {
        this.view = view;
        this.attributions = attributions;
        this.clock = clock;
    }

    /**
     * Replicas of one share that keep crashing.
     *
     * @param acceleratorHours that those replicas have held
     */
    record Trouble(String pool, CrashLoop loop, Finding finding, double acceleratorHours) {
        /** The share, in one clause. */
        String told() {
            return "%s: %s, %s (%s)"
                    .formatted(pool, loop.figures(), Outcomes.shown(finding.outcome()), finding.reason());
        }
    }

    /** What shows on the shares of a job, in their order. */
    List<Trouble> of(InferenceJob job, List<Share> shares) {
        return shares.stream().flatMap(share -> of(job, share).stream()).toList();
    }

    private Optional<Trouble> of(InferenceJob job, Share share) {
        Instant now = clock.instant();
        return CrashLoop.of(pods(job, share), now).map(loop -> {
            Set<String> nodes =
                    loop.crashing().stream().map(p -> p.pod().node()).collect(Collectors.toSet());
            List<Place> places = view.places(share).stream()
                    .filter(place -> nodes.contains(place.name()))
                    .toList();
            Finding finding = attributions
                    .of(job.getSpec().policyName())
                    .of(loop, reader.nodes(places, view.resourceName(share.pool())));
            return new Trouble(share.pool(), loop, finding, hours(loop, share, now));
        });
    }

    /** Those that run by now; one that waits for its node cannot crash. */
    private List<ServingPod> pods(InferenceJob job, Share share) {
        return view.pods(Jobs.id(job), share.pool()).stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null && isBound(p))
                .map(reader::read)
                .toList();
    }

    private static boolean isBound(Pod pod) {
        return pod.getSpec() != null && pod.getSpec().getNodeName() != null;
    }

    private static double hours(CrashLoop loop, Share share, Instant now) {
        return loop.crashing().stream()
                .mapToDouble(
                        pod -> Math.max(0, Duration.between(pod.created(), now).toMillis()))
                .map(millis -> share.acceleratorsPerPod() * millis / MILLIS_PER_HOUR)
                .sum();
    }
}
