package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.AutoscalingReader;
import dev.heterodyne.cluster.Following;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the load of every job that follows it, and calls the reconciler where that is news. One thread looks round every
 * second and waits for no answer; a job has one round of queries under way at most, and so many jobs at once that none can
 * use up the operator's sockets, one address fewer still.
 */
final class LoadWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadWatcher.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_PER_ADDRESS = 32;
    private final Supplier<Collection<InferenceJob>> jobs;
    private final BiFunction<LoadQuery, Instant, CompletableFuture<Observation>> source;
    private final LoadBoard board;
    private final LoadStatuses statuses;
    private final Consumer<JobId> reconcile;
    private final LoadMetrics metrics;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final Map<JobId, Round> rounds = new HashMap<>();

    private record Round(Instant started, LoadQuery query, CompletableFuture<?> answer) {
        boolean isUnderWay() {
            return !answer.isDone();
        }
    }

    /**
     * A watcher at rest.
     *
     * @param jobs all inference jobs
     * @param source answers a query, of that time, without waiting
     * @param reconcile calls the reconciler of a job
     */
    LoadWatcher(
            Supplier<Collection<InferenceJob>> jobs,
            BiFunction<LoadQuery, Instant, CompletableFuture<Observation>> source,
            LoadBoard board,
            LoadStatuses statuses,
            Consumer<JobId> reconcile,
            LoadMetrics metrics,
            Clock clock) {
        this.jobs = jobs;
        this.source = source;
        this.board = board;
        this.statuses = statuses;
        this.reconcile = reconcile;
        this.metrics = metrics;
        this.clock = clock;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread t = new Thread(task, "load-watcher");
            t.setDaemon(true);
            return t;
        });
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One look round. */
    void look() {
        try {
            Map<JobId, InferenceJob> following = new HashMap<>();
            jobs.get().stream()
                    .filter(j -> j.getSpec() != null && j.getSpec().autoscaling() != null)
                    .filter(j -> j.getMetadata().getDeletionTimestamp() == null)
                    .forEach(j -> following.put(Jobs.id(j), j));
            rounds.entrySet()
                    .removeIf(r ->
                            !following.containsKey(r.getKey()) && !r.getValue().isUnderWay());
            board.retain(following.keySet());
            metrics.watched(following.keySet());
            following.forEach(this::look);
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule. On the way out the client takes no query any more, which is no
            // failure.
            if (!thread.isShutdown()) {
                LOG.error("looking at the load failed; trying again in {} s", TICK.toSeconds(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look(JobId id, InferenceJob job) {
        AutoscalingReader.read(job).filter(f -> isDue(id, f)).ifPresent(f -> ask(id, job, f));
        if (statuses.news(job).isPresent()) {
            reconcile.accept(id);
        }
    }

    private boolean isDue(JobId id, Following following) {
        Round last = rounds.get(id);
        // Half a tick early rather than half a tick late.
        boolean due = last == null
                || (!last.isUnderWay()
                        && (!last.query().equals(following.query())
                                || !clock.instant()
                                        .isBefore(last.started()
                                                .plus(following.interval())
                                                .minus(TICK.dividedBy(2)))
                                || clock.instant().isBefore(last.started())));
        return due && hasRoom(following.query());
    }

    private boolean hasRoom(LoadQuery query) {
        String authority = query.address().getRawAuthority();
        return rounds.values().stream().filter(Round::isUnderWay).count() < MOST_AT_ONCE
                && rounds.values().stream()
                                .filter(Round::isUnderWay)
                                .filter(r ->
                                        authority.equals(r.query().address().getRawAuthority()))
                                .count()
                        < MOST_PER_ADDRESS;
    }

    private void ask(JobId id, InferenceJob job, Following following) {
        Instant now = clock.instant();
        CompletableFuture<Void> answer = source.apply(following.query(), now).thenAccept(observation -> {
            board.put(job, following, observation);
            metrics.read(id, observation);
            observation.problem().ifPresent(p -> LOG.debug("InferenceJob {}/{}: {}", id.namespace(), id.name(), p));
            if (statuses.news(job).isPresent()) {
                reconcile.accept(id);
            }
        });
        answer.exceptionally(e -> {
            LOG.warn("reading the load of InferenceJob {}/{} failed", id.namespace(), id.name(), e);
            return null;
        });
        rounds.put(id, new Round(now, following.query(), answer));
    }
}
