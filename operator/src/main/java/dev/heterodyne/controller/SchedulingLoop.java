package dev.heterodyne.controller;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs passes on one thread, each time something has changed. Changes that come within the debounce time, or while a pass
 * runs, are taken together.
 */
final class SchedulingLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration STUCK = Duration.ofMinutes(2);
    private final Supplier<Optional<Instant>> pass;
    private final Runnable onFailure;
    private final Duration debounce;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::loop, "scheduling-loop");
    private boolean pending;
    private boolean closed;
    private volatile @Nullable Instant passStarted;
    private Optional<Instant> lapse = Optional.empty();

    /**
     * @param pass one pass; the time at which something lapses that it took for given, where there is one
     */
    SchedulingLoop(Supplier<Optional<Instant>> pass, Runnable onFailure, Duration debounce, Clock clock) {
        this.pass = pass;
        this.onFailure = onFailure;
        this.debounce = debounce;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Starts to run passes; the first one at once. */
    void start() {
        wake();
        thread.start();
    }

    /** Says that something has changed. */
    void wake() {
        lock.lock();
        try {
            pending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether passes are run, and come to an end. */
    boolean isHealthy() {
        Instant started = passStarted;
        return thread.getState() != Thread.State.TERMINATED
                && (started == null
                        || Duration.between(started, clock.instant()).compareTo(STUCK) < 0);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        boolean failed = false;
        while (awaitChange(failed)) {
            failed = !runPass();
        }
    }

    private long nanosToLapse() {
        return lapse.map(at -> Duration.between(clock.instant(), at))
                .map(left -> left.compareTo(LONGEST_WAIT) < 0 ? Math.max(1, left.toNanos()) : LONGEST_WAIT.toNanos())
                .orElse(Long.MAX_VALUE);
    }

    private boolean runPass() {
        passStarted = clock.instant();
        try {
            lapse = pass.get();
            return true;
        } catch (RuntimeException e) {
            LOG.error("scheduling pass failed; trying again in {} s", RETRY.toSeconds(), e);
            onFailure.run();
            return false;
        } finally {
            passStarted = null;
        }
    }

    /** Waits for a change, a lapse, or to try again; false when the loop is to end. */
    private boolean awaitChange(boolean failed) {
        lock.lock();
        try {
            long left = failed ? RETRY.toNanos() : nanosToLapse();
            while (!closed && left > 0 && (failed || !pending)) {
                left = changed.awaitNanos(left);
            }
            left = debounce.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            pending = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
