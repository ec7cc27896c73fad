package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.cycle.Candidate;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One job's life in a {@link SimulatedCluster}: the real cycle decides, the real rules apply, the dice fall as planted. */
final class SimulatedRun {
    /** Far more than any set of rules here allows; a life that goes on longer does not end. */
    private static final int MOST_STEPS = 500;

    /** How a life ended. */
    enum End {
        COMPLETED,
        FAILED,
        /** Nothing but a change of the cluster or the job can help, and the last decision says so. */
        STRANDED,
        ENDLESS
    }

    /**
     * An attempt, and what held when it began.
     *
     * @param nodes that it ran on
     */
    record Step(Instant start, Restrictions restrictions, List<String> nodes, PastAttempt attempt) {}

    private final SimulatedCluster cluster;
    private final Random random;
    private final Reroute reroute;
    private final SchedulingCycle cycle = new SchedulingCycle();
    private final List<Step> steps = new ArrayList<>();
    private Instant now = History.START;
    private List<Candidate> lastCandidates = List.of();

    SimulatedRun(SimulatedCluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
        this.reroute = new Reroute(cluster.rules());
    }

    List<Step> steps() {
        return steps;
    }

    List<Candidate> lastCandidates() {
        return lastCandidates;
    }

    List<PastAttempt> past() {
        return steps.stream().map(Step::attempt).toList();
    }

    End live() {
        for (int i = 0; i < MOST_STEPS; i++) {
            Optional<End> end = step();
            if (end.isPresent()) {
                return end.get();
            }
        }
        return End.ENDLESS;
    }

    private Optional<End> step() {
        Restrictions restrictions = reroute.restrictions(past(), now);
        Decision decision = decide(restrictions);
        lastCandidates = decision.candidates();
        if (decision.outcome() != Outcome.Placed) {
            restrictions.until().ifPresent(time -> now = time);
            return restrictions.until().isPresent() ? Optional.empty() : Optional.of(End.STRANDED);
        }
        Instant start = now;
        now = now.plus(Duration.ofSeconds(1 + random.nextInt(36_000)));
        Share share = decision.shares().get(0);
        PastAttempt attempt = cluster.attempt(steps.size() + 1, share, now, random);
        steps.add(new Step(start, restrictions, share.nodes(), attempt));
        if (attempt.ending() == Ending.COMPLETED) {
            return Optional.of(End.COMPLETED);
        }
        if (reroute.givesUp(past()).isPresent()) {
            return Optional.of(End.FAILED);
        }
        now = now.plus(reroute.backoff(past()));
        return Optional.empty();
    }

    private Decision decide(Restrictions restrictions) {
        Snapshot empty = cluster.snapshot();
        return cycle.run(new Snapshot(
                        empty.pools(),
                        empty.policies(),
                        List.of(cluster.job().with(restrictions)),
                        List.of(),
                        empty.ledger()))
                .decisions()
                .get(0);
    }
}
