package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.reroute.Reroute;
import dev.heterodyne.placement.reroute.Restrictions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Jobs without a placement: which of them wait, what their past rules out, and when that changes by itself. A job that backs
 * off does not wait, nor does one whose copy still shows the placement that it has given up: its past is not known yet.
 */
final class Backlog {
    private final JobBook jobs;
    private final PolicyBook policies;

    Backlog(JobBook jobs, PolicyBook policies) {
        this.jobs = jobs;
        this.policies = policies;
    }

    boolean waits(JobFacts job, Instant now) {
        return wantsPlacement(job) && !job.history().backsOff(now);
    }

    /** What a job asks for, without the pools and nodes that its past rules out. */
    Request restricted(Request request, JobFacts job, Instant now) {
        return request instanceof TrainingRequest training ? training.with(restrictions(job, now)) : request;
    }

    /** What a job asks for, placed or not, without the setbacks that are past. */
    Request asOf(Request request, JobFacts job, Instant now) {
        return request instanceof InferenceRequest inference
                ? inference.avoidingOnly(pool -> job.history().avoids(pool, now))
                : request;
    }

    /** When the first of the jobs has waited long enough to move or retry, or avoids a pool no more. */
    Optional<Instant> nextWake(Instant now) {
        return Stream.concat(
                        withoutPlacement().flatMap(job -> nextWake(job, now).stream()),
                        jobs.all().stream().flatMap(job -> job.history().nextLapse(now).stream()))
                .min(Instant::compareTo);
    }

    /** Jobs that would wait, did they not back off, and until when. */
    Map<JobId, Instant> backingOff(Instant now) {
        Map<JobId, Instant> until = new TreeMap<>();
        withoutPlacement()
                .filter(job -> job.history().backsOff(now))
                .forEach(job -> job.history().retryTime().ifPresent(time -> until.put(job.id(), time)));
        return until;
    }

    /** The rules of retry and reroute for a job: its own and its policy's. */
    Reroute reroute(JobFacts job) {
        String policy = job.request().map(Request::policyName).orElse(Policy.DEFAULT_NAME);
        return job.history().reroute(policies.of(policy).reroute());
    }

    private Stream<JobFacts> withoutPlacement() {
        return jobs.all().stream().filter(this::wantsPlacement);
    }

    private boolean wantsPlacement(JobFacts job) {
        return job.request().isPresent()
                && jobs.held(job.id()).isEmpty()
                && !job.finished()
                && !job.leaving()
                && !jobs.isStale(job.id());
    }

    private Optional<Instant> nextWake(JobFacts job, Instant now) {
        return job.history().backsOff(now)
                ? job.history().retryTime()
                : restrictions(job, now).until();
    }

    private Restrictions restrictions(JobFacts job, Instant now) {
        return reroute(job).restrictions(job.history().past(), now);
    }
}
