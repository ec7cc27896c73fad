package dev.heterodyne.controller;

import dev.heterodyne.cluster.AttemptReader.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Devices that a Ready node offers no more, and since when. A device plugin that restarts takes all of them away for a moment
 * while what uses them runs on, so a loss counts only once it has lasted.
 */
final class DeviceLosses {
    private final Supplier<Duration> grace;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    DeviceLosses(Supplier<Duration> grace, Clock clock) {
        this.grace = grace;
        this.clock = clock;
    }

    /** The places as they are to be judged now. */
    List<Place> judged(List<Place> places, String resourceName) {
        return places.stream()
                .map(p -> new Place(
                        p.name(),
                        p.node(),
                        p.needed(),
                        left(p, resourceName).filter(l -> !l.isZero()).isPresent()))
                .toList();
    }

    /** When the first of the losses among them counts; empty where there is none. */
    Optional<Duration> nextVerdict(List<Place> places, String resourceName) {
        return places.stream().flatMap(p -> left(p, resourceName).stream()).min(Duration::compareTo);
    }

    /** Time until the loss at a place counts, zero once it does; empty where nothing is lost. */
    private Optional<Duration> left(Place place, String resourceName) {
        String key = place.name() + "/" + resourceName;
        if (!place.lacksDevices(resourceName)) {
            since.remove(key);
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant counts = since.computeIfAbsent(key, k -> now).plus(grace.get());
        Duration left = Duration.between(now, counts);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
