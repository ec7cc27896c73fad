package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.Phase;
import java.util.List;
import java.util.Optional;

/** Something that is to come out. */
@FunctionalInterface
interface Expectation {
    /** What is not so yet; empty once it is. */
    Optional<String> missing(Scene scene);

    /** The job runs on that pool. */
    static Expectation runs(String job, String pool) {
        return scene -> {
            Optional<JobLine> line = scene.job(job);
            if (line.isEmpty()) {
                return Optional.of(job + " does not exist");
            }
            return unless(
                    line.get().phase() == Phase.Running && line.get().pool().equals(pool),
                    "%s is %s on '%s', not Running on %s"
                            .formatted(job, line.get().phase(), line.get().pool(), pool));
        };
    }

    /** Every job that there is runs. */
    static Expectation allRun() {
        return scene -> {
            List<String> others = scene.jobs().stream()
                    .filter(j -> j.phase() != Phase.Running)
                    .map(j -> j.name() + " is " + j.phase())
                    .toList();
            return unless(others.isEmpty(), String.join(", ", others));
        };
    }

    /** The job's only attempt ended like that. */
    static Expectation ended(String job, AttemptOutcome outcome) {
        return scene -> {
            List<String> outcomes = scene.attempts(job).stream()
                    .map(a -> a.outcome().toString())
                    .toList();
            return unless(
                    outcomes.equals(List.of(outcome.toString())),
                    "%s has ended with %s, not with %s".formatted(job, outcomes, outcome));
        };
    }

    /** So far the pool is trusted with training, after so many runs on that version of its stack. */
    static Expectation trusted(String pool, MaturityState state, int runs, String stackVersion) {
        return scene -> {
            Optional<PoolLine> line = scene.pool(pool);
            return unless(
                    line.filter(l -> l.state() == state
                                    && Math.round(l.runs()) == runs
                                    && l.stackVersion().equals(stackVersion))
                            .isPresent(),
                    "%s is %s, not %s after %d runs on stack %s"
                            .formatted(
                                    pool, line.map(PoolLine::standing).orElse("not there"), state, runs, stackVersion));
        };
    }

    private static Optional<String> unless(boolean so, String otherwise) {
        return so ? Optional.empty() : Optional.of(otherwise);
    }
}
