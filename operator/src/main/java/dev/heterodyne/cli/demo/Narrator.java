package dev.heterodyne.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is new since the last look: phases and places of jobs, attempts that ended, what pools have learned. */
final class Narrator {
    private final DemoOutput output;
    private final Map<String, JobLine> jobs = new HashMap<>();
    private final Map<List<Object>, AttemptLine> attempts = new HashMap<>();
    private final Map<String, PoolLine> pools = new HashMap<>();

    Narrator(DemoOutput output) {
        this.output = output;
    }

    void tell(Scene scene) {
        // In the order of events: a pool learns of an end before the job's status shows it.
        scene.pools().forEach(this::pool);
        scene.attempts().forEach(this::attempt);
        scene.jobs().forEach(this::job);
    }

    /** What a pool's status says at first is its class's prior, and no news. */
    private void pool(PoolLine pool) {
        Optional.ofNullable(pools.put(pool.name(), pool))
                .filter(pool::hasLearnedSince)
                .ifPresent(before -> output.pool(pool, pool.reason(before)));
    }

    private void attempt(AttemptLine attempt) {
        if (attempts.put(List.of(attempt.job(), attempt.number()), attempt) == null) {
            output.attempt(attempt);
        }
    }

    /** A job's reasons are said once, its phases as they come. */
    private void job(JobLine job) {
        Optional<JobLine> before = Optional.ofNullable(jobs.put(job.name(), job));
        boolean sameReason =
                before.filter(b -> b.message().equals(job.message())).isPresent();
        if (!job.message().isEmpty() && !before.equals(Optional.of(job))) {
            output.job(job, !sameReason);
        }
    }
}
