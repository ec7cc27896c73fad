package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is done about replicas that keep crashing: their pool learns of it, and their job avoids it for a while. */
final class CrashLoopResponse {
    /** What is for ever has no end that a timer could be set to. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final CrashLoops loops;
    private final ServingSetbacks setbacks;
    private final CrashLoopStatuses statuses;
    private final Clock clock;
    private final Map<JobId, Instant> lapses = new ConcurrentHashMap<>();

    CrashLoopResponse(CrashLoops loops, ServingSetbacks setbacks, CrashLoopStatuses statuses, Clock clock) {
        this.loops = loops;
        this.setbacks = setbacks;
        this.statuses = statuses;
        this.clock = clock;
    }

    static CrashLoopResponse with(Collaborators on) {
        return new CrashLoopResponse(
                new CrashLoops(on.view(), on.attributions(), on.clock()),
                new ServingSetbacks(
                        new ServingEvidence(on.inbox(), on.view()),
                        job -> on.state()
                                .policy(Objects.requireNonNullElse(job.getSpec().policyName(), Policy.DEFAULT_NAME))
                                .reroute()
                                .cooldown(),
                        on.clock()),
                new CrashLoopStatuses(on.statusFactory()),
                on.clock());
    }

    /**
     * The status that a placed job is to have.
     *
     * @param observed what its replicas show, for the job with the setbacks that it has by now
     */
    InferenceJobStatus over(InferenceJob job, List<Share> shares, Function<InferenceJob, InferenceJobStatus> observed) {
        List<CrashLoops.Trouble> troubles = loops.of(job, shares);
        InferenceJob told = CrashLoopStatuses.with(job, setbacks.of(job, troubles));
        return statuses.over(told, observed.apply(told), troubles);
    }

    /** The job's status is written. */
    void written(InferenceJob job) {
        setbacks.written(job);
        setbacks.nextLapse(job).ifPresentOrElse(at -> lapses.put(Jobs.id(job), at), () -> lapses.remove(Jobs.id(job)));
    }

    /** When to look at a job again, though nothing happens. */
    Optional<Duration> nextLook(JobId job) {
        return Optional.ofNullable(lapses.get(job))
                .map(at -> Duration.between(clock.instant(), at))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .map(left -> left.compareTo(LONGEST) < 0 ? left : LONGEST)
                .map(left -> left.plusSeconds(1));
    }
}
