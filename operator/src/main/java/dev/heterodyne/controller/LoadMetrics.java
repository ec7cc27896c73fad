package dev.heterodyne.controller;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.scaling.Observation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the reading of loads fares, in numbers. */
final class LoadMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final MultiGauge age;
    private final Map<JobId, Instant> newest = new ConcurrentHashMap<>();
    private Set<JobId> shown = Set.of();

    LoadMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.age = MultiGauge.builder("heterodyne_load_age_seconds")
                .description("Age of the newest complete reading of a job's load; NaN where there is none")
                .register(registry);
    }

    /** A round of queries has ended. */
    void read(JobId job, Observation observation) {
        boolean complete = observation.reading().filter(r -> r.complete()).isPresent();
        if (complete) {
            newest.put(job, clock.instant());
        }
        String outcome = complete ? "read" : observation.reading().isPresent() ? "incomplete" : "failed";
        registry.counter("heterodyne_load_readings", "outcome", outcome).increment();
    }

    /** These jobs follow their load now. */
    void watched(Set<JobId> jobs) {
        if (!jobs.equals(shown)) {
            shown = Set.copyOf(jobs);
            newest.keySet().retainAll(shown);
            age.register(
                    shown.stream()
                            .map(job -> MultiGauge.Row.of(
                                    Tags.of("namespace", job.namespace(), "job", job.name()), () -> seconds(job)))
                            .toList(),
                    true);
        }
    }

    private Number seconds(JobId job) {
        Instant time = newest.get(job);
        return time == null
                ? Double.NaN
                : Duration.between(time, clock.instant()).toMillis() / 1e3;
    }
}
