package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SchedulingLoopTest {
    private static final Duration DEBOUNCE = Duration.ofMillis(20);
    private final AtomicInteger passes = new AtomicInteger();
    private final Semaphore mayPass = new Semaphore(0);
    private final CountDownLatch entered = new CountDownLatch(1);

    private Optional<Instant> pass() {
        entered.countDown();
        mayPass.acquireUninterruptibly();
        passes.incrementAndGet();
        return Optional.empty();
    }

    @Test
    void changesDuringAPassAreTakenTogetherInTheNext() throws InterruptedException {
        try (SchedulingLoop loop = new SchedulingLoop(this::pass, () -> {}, DEBOUNCE, Clock.systemUTC())) {
            // Given: a pass that is under way
            loop.start();
            entered.await();
            // When
            for (int i = 0; i < 100; i++) {
                loop.wake();
            }
            mayPass.release(100);
            // Then: that one and one more
            await().untilAtomic(passes, org.hamcrest.Matchers.equalTo(2));
            await().during(Duration.ofMillis(200)).untilAtomic(passes, org.hamcrest.Matchers.equalTo(2));
        }
    }

    @Test
    void aPassThatFailsIsCountedAndTheLoopLivesOn() {
        AtomicInteger failures = new AtomicInteger();
        Supplier<Optional<Instant>> fails = () -> {
            throw new IllegalStateException("for the test");
        };
        try (SchedulingLoop loop = new SchedulingLoop(fails, failures::incrementAndGet, DEBOUNCE, Clock.systemUTC())) {
            loop.start();
            await().untilAtomic(failures, org.hamcrest.Matchers.equalTo(1));
            assertThat(loop.isHealthy()).isTrue();
        }
    }

    @Test
    void whatLapsesIsLookedAtAgainThoughNothingHappens() {
        // Given: a clock that stands still, and something that lapses in a moment
        Supplier<Optional<Instant>> lapses = () -> {
            int n = passes.incrementAndGet();
            return n == 1 ? Optional.of(Instant.EPOCH.plusMillis(50)) : Optional.empty();
        };
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (SchedulingLoop loop = new SchedulingLoop(lapses, () -> {}, DEBOUNCE, clock)) {
            // When
            loop.start();
            // Then
            await().untilAtomic(passes, org.hamcrest.Matchers.equalTo(2));
        }
    }

    @Test
    void aPassThatNeverEndsIsUnhealthy() throws InterruptedException {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.get();
            }
        };
        try (SchedulingLoop loop = new SchedulingLoop(this::pass, () -> {}, DEBOUNCE, clock)) {
            loop.start();
            entered.await();
            assertThat(loop.isHealthy()).isTrue();
            // When
            time.set(Instant.EPOCH.plus(Duration.ofMinutes(3)));
            // Then
            assertThat(loop.isHealthy()).isFalse();
            mayPass.release();
        }
    }
}
