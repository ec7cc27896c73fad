package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPoolStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The Java Operator SDK with our reconcilers; runs only while this process leads. */
final class Controllers implements AutoCloseable {
    private static final int THREADS = 32;
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private final Operator operator;

    Controllers(Collaborators with, DecisionBoard board, MeterRegistry registry) {
        operator = new Operator(config -> config.withKubernetesClient(with.client())
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(registry))
                .withConcurrentReconciliationThreads(THREADS)
                .checkingCRDAndValidateLocalModel(false)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(false)
                .withParseResourceVersions(true)
                .withReconciliationTerminationTimeout(GRACE));
        register(new TrainingJobReconciler(with));
        register(new InferenceJobReconciler(with));
        register(new PoolReconciler(
                with.state(),
                with.view(),
                with.inbox(),
                board,
                with.triggers(),
                with.freshRead(),
                new PoolStatuses(with.statusFactory(), new PoolMaturities(with.state()::defaultPolicy, with.clock())),
                new QualificationRuns(with.client(), with.view(), with.state()::defaultPolicy, with.clock()),
                new StatusWriter<>(with.client(), with.events(), AcceleratorPoolStatus::conditions)));
    }

    /** Returns when all that the reconcilers look at is in memory. */
    void start() {
        operator.start();
    }

    @Override
    public void close() {
        operator.stop();
    }

    private <P extends HasMetadata> void register(Reconciler<P> reconciler) {
        operator.register(
                reconciler,
                config -> config.withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setMaxInterval(LAST_RETRY.toMillis())
                        .withoutMaxAttempts()));
    }
}
