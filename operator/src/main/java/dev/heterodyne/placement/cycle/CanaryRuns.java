package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What canary runs hold: those that ran before, and those that the cycle has placed so far. */
final class CanaryRuns {
    private final List<Placed> before;

    CanaryRuns(List<Placed> placed) {
        before = placed.stream().filter(p -> isCanary(p.request())).toList();
    }

    /** Accelerators of a pool, but for those of one job. */
    int heldIn(String pool, Lineup lineup, Request but) {
        Stream<Share> old = before.stream().flatMap(p -> p.shares().stream());
        Stream<Share> fresh = IntStream.range(0, lineup.decided())
                .filter(i -> isCanary(lineup.job(i)) && lineup.job(i) != but)
                .boxed()
                .flatMap(i -> lineup.decision(i).shares().stream());
        return Stream.concat(old, fresh)
                .filter(share -> share.pool().equals(pool))
                .mapToInt(Share::accelerators)
                .sum();
    }

    private static boolean isCanary(Request request) {
        return request instanceof TrainingRequest training && training.canary();
    }
}
