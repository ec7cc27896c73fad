package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.FailurePolicy;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import dev.heterodyne.workload.TrainingChildren;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the children of the attempt that runs, and sees how it fares. */
final class AttemptRunner {
    private static final int DEFAULT_READY_SECONDS = 1800;
    private final Collaborators on;
    private final Autopsy autopsy;
    private final RefusedPods refusedPods;

    AttemptRunner(Collaborators on) {
        this.on = on;
        this.autopsy = new Autopsy(
                on.client(),
                on.view(),
                on.attributions(),
                new DeviceLosses(() -> on.state().defaultPolicy().reroute().deviceLossGrace(), on.clock()));
        this.refusedPods = new RefusedPods(on.client(), on.clock());
    }

    /**
     * What is seen of an attempt.
     *
     * @param end why it is over; empty while it goes on
     * @param refused why the API server will never take its children; empty where it has
     * @param lookAgain when to look again though nothing happens
     */
    record Sight(
            GangState state, Optional<Finding> end, Optional<ConditionReason> refused, Optional<Duration> lookAgain) {
        static Sight of(GangState state) {
            return new Sight(state, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The same, looked at again by then at the latest. */
        Sight within(Duration time) {
            return new Sight(state, end, refused, LookAgain.earlier(lookAgain, Optional.of(time)));
        }

        static Sight refused(ChildRefused why) {
            return new Sight(
                    new GangState.Starting(0, 0, ""),
                    Optional.of(new Finding(Outcome.USER_ERROR, why.why(), List.of())),
                    Optional.of(why.reason()),
                    Optional.empty());
        }
    }

    Sight run(TrainingJob job, Attempt attempt, Share share, Context<TrainingJob> context) {
        Optional<PoolBinding> pool = on.view().binding(share.pool(), share.nodes());
        try {
            Optional<Job> batch = pool.isPresent()
                    ? Optional.of(children(job, attempt, share, pool.get(), context))
                    : BatchJobs.of(job, attempt, context);
            return batch.map(b -> see(
                            job,
                            attempt,
                            share,
                            b,
                            pool.map(p -> rankTable(job, attempt, share, p, b)).orElse("")))
                    .orElseGet(() -> Sight.of(new GangState.PoolGone(share.pool())));
        } catch (ChildInTheWay e) {
            return Sight.of(new GangState.Starting(0, share.replicas(), e.why()));
        } catch (ChildForbidden e) {
            // What runs goes on, and may end.
            return BatchJobs.of(job, attempt, context)
                    .map(batch -> see(job, attempt, share, batch, e.why()).within(ChildForbidden.ASK_AGAIN))
                    .orElseGet(() -> forbidden(job, attempt, share, e));
        } catch (ChildRefused e) {
            return Sight.refused(e);
        }
    }

    /** A gang that may not be made keeps its accelerators as long as one whose pods do not get ready. */
    private Sight forbidden(TrainingJob job, Attempt attempt, Share share, ChildForbidden why) {
        Optional<Duration> left = timeToBeReady(job, attempt);
        return new Sight(
                new GangState.Starting(0, share.replicas(), "").heldBy(why.why()),
                left.filter(Duration::isNegative)
                        .map(late ->
                                new Finding(Outcome.UNKNOWN, "no pod was made in time", List.of()).because(why.why())),
                Optional.empty(),
                LookAgain.earlier(left, Optional.of(ChildForbidden.ASK_AGAIN)));
    }

    private Job children(
            TrainingJob job, Attempt attempt, Share share, PoolBinding pool, Context<TrainingJob> context) {
        TrainingChildren wanted = TrainingChildren.of(job, attempt, share, pool);
        on.children().ensure(wanted.service(), Service.class, context);
        // Never mended: a Job's pod template cannot be changed, and its run goes on as it was started.
        Job batch = on.children().create(wanted.job(), Job.class, context);
        on.ungater().lift(on.view().pods(job, batch), share, pool);
        return batch;
    }

    /** What keeps the gang from its rank table, empty where nothing does. */
    private String rankTable(TrainingJob job, Attempt attempt, Share share, PoolBinding pool, Job batch) {
        return String.join(
                "; ", on.rankTables().apply(job, attempt, share, pool, on.view().pods(job, batch)));
    }

    private Sight see(TrainingJob job, Attempt attempt, Share share, Job batch, String obstacle) {
        Optional<Duration> left = timeToBeReady(job, attempt);
        boolean timedOut = left.filter(Duration::isNegative).isPresent();
        List<Pod> pods = on.view().pods(job, batch);
        GangState state = GangState.of(batch, share.replicas(), obstacle);
        RefusedPods.Look missing = RefusedPods.Look.NONE_MISSING;
        if (state instanceof GangState.Starting starting && pods.size() < share.replicas()) {
            missing = refusedPods.of(batch);
            state = missing.why().map(starting::heldBy).orElse(starting);
        }
        Optional<String> held = missing.why();
        Autopsy.Report found = autopsy.of(job, batch, pods, share, timedOut && !isReady(state));
        Optional<Duration> readyBy = isReady(state) ? Optional.empty() : left.filter(l -> !l.isNegative());
        return new Sight(
                state,
                found.end().map(end -> timedOut ? held.map(end::because).orElse(end) : end),
                Optional.empty(),
                LookAgain.earlier(LookAgain.earlier(readyBy, found.nextVerdict()), missing.lookAgain()));
    }

    private static boolean isReady(GangState state) {
        return state instanceof GangState.Ready;
    }

    /** Time until all pods must be ready, below 0 once it is up; empty where they were. */
    private Optional<Duration> timeToBeReady(TrainingJob job, Attempt attempt) {
        if (attempt.readyTime() != null || attempt.startTime() == null) {
            return Optional.empty();
        }
        int seconds = Optional.ofNullable(job.getSpec().failurePolicy())
                .map(FailurePolicy::podsReadyTimeoutSeconds)
                .orElse(DEFAULT_READY_SECONDS);
        Instant deadline = Instant.parse(attempt.startTime()).plusSeconds(seconds);
        return Optional.of(Duration.between(on.clock().instant(), deadline));
    }
}
