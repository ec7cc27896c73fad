package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.cluster.PoolFacts;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the placement does, in numbers. */
final class PlacementMetrics {
    private final MeterRegistry registry;
    private final Timer cycle;
    private final AtomicInteger waiting = new AtomicInteger();
    private final MultiGauge accelerators;
    private final MultiGauge prices;
    private final MultiGauge completion;

    PlacementMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.cycle = Timer.builder("heterodyne_placement_cycle")
                .description("Time that one scheduling cycle takes")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("heterodyne_waiting_jobs", waiting, AtomicInteger::get)
                .description("Jobs without a placement")
                .register(registry);
        this.accelerators = MultiGauge.builder("heterodyne_pool_accelerators")
                .description("Accelerators of a pool by state")
                .register(registry);
        this.completion = MultiGauge.builder("heterodyne_pool_completion")
                .description("Believed probability that a run of a kind completes")
                .register(registry);
        this.prices = MultiGauge.builder("heterodyne_pool_price")
                .description("What a job of a kind is charged per accelerator")
                .register(registry);
    }

    <T> T timed(Supplier<T> cycleRun) {
        return cycle.record(cycleRun);
    }

    /** Counts a decision that says something new. */
    void decided(Decision decision) {
        registry.counter(
                        "heterodyne_placement_decisions",
                        "outcome",
                        decision.outcome().name(),
                        "reason",
                        decision.reason().map(Enum::name).orElse(""),
                        "kind",
                        kind(decision.job().kind()))
                .increment();
    }

    void cycleFailed() {
        registry.counter("heterodyne_placement_cycle_failures").increment();
    }

    void waiting(int jobs) {
        waiting.set(jobs);
    }

    /** From the creation of a job to the moment its placement is written. */
    void admitted(JobId job, Duration wait) {
        Timer.builder("heterodyne_admission_wait_time")
                .description("From the creation of a job to its placement")
                .tag("kind", kind(job.kind()))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofDays(1))
                .register(registry)
                .record(wait);
    }

    /** An attempt is over. */
    void ended(Attempt attempt, double usefulHours) {
        String pool = String.valueOf(attempt.pool());
        registry.counter("heterodyne_attempts", "pool", pool, "outcome", String.valueOf(attempt.outcome()))
                .increment();
        double held = GoodputBook.allocatedHours(attempt);
        acceleratorHours(pool, "useful").increment(usefulHours);
        acceleratorHours(pool, "lost").increment(Math.max(0, held - usefulHours));
    }

    /** A gang is running again: from the end of an attempt to the moment all pods of the next were ready. */
    void ready(Attempts before, Attempts now) {
        Optional<Attempt> running = now.open().filter(a -> a.readyTime() != null);
        boolean news = before.open().filter(a -> a.readyTime() == null).isPresent();
        int count = now.all().size();
        if (running.isEmpty() || !news || count < 2) {
            return;
        }
        String end = now.all().get(count - 2).endTime();
        if (end != null) {
            Timer.builder("heterodyne_time_to_reroute")
                    .description("From the end of an attempt to the moment all pods of the next one were ready")
                    .tag("pool", String.valueOf(running.get().pool()))
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(100))
                    .maximumExpectedValue(Duration.ofDays(1))
                    .register(registry)
                    .record(Duration.between(
                            Instant.parse(end), Instant.parse(running.get().readyTime())));
        }
    }

    private Counter acceleratorHours(String pool, String use) {
        return Counter.builder("heterodyne_accelerator_hours")
                .description("Accelerator-hours held by attempts that are over: useful, or lost to failures and starts")
                .tags("pool", pool, "use", use)
                .register(registry);
    }

    void pools(Map<String, PoolFacts> facts, Map<String, Map<WorkloadKind, Double>> newest) {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        facts.forEach((pool, f) -> {
            counts.add(count(pool, "total", f.total()));
            counts.add(count(pool, "healthy", f.healthy()));
            counts.add(count(pool, "allocated", f.allocated()));
            counts.add(count(pool, "free", f.free()));
        });
        accelerators.register(counts, true);
        List<MultiGauge.Row<?>> beliefs = new ArrayList<>();
        facts.forEach((pool, f) -> f.maturity()
                .forEach((kind, maturity) -> beliefs.add(
                        MultiGauge.Row.of(Tags.of("pool", pool, "kind", kind(kind)), maturity.completion()))));
        completion.register(beliefs, true);
        List<MultiGauge.Row<?>> figures = new ArrayList<>();
        newest.forEach((pool, byKind) -> byKind.forEach(
                (kind, price) -> figures.add(MultiGauge.Row.of(Tags.of("pool", pool, "kind", kind(kind)), price))));
        prices.register(figures, true);
    }

    private static MultiGauge.Row<Number> count(String pool, String state, int accelerators) {
        return MultiGauge.Row.of(Tags.of("pool", pool, "state", state), accelerators);
    }

    private static String kind(WorkloadKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
