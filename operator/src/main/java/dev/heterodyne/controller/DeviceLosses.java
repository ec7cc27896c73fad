package dev.heterodyne.controller;

import dev.heterodyne.cluster.AttemptReader.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /**
     * Places as they are to be judged now.
     *
     * @param next when the first loss among them counts; empty where nothing is lost
     */
    record Judged(List<Place> places, Optional<Duration> next) {}

    Judged judge(List<Place> places, String resourceName) {
        List<Place> judged = new ArrayList<>();
        Optional<Duration> next = Optional.empty();
        for (Place place : places) {
            Optional<Duration> left = left(place, resourceName);
            boolean forgiven = left.filter(l -> !l.isZero()).isPresent();
            judged.add(new Place(place.name(), place.node(), place.needed(), forgiven));
            next = Stream.concat(next.stream(), left.stream()).min(Duration::compareTo);
        }
        return new Judged(List.copyOf(judged), next);
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
