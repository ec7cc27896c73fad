package dev.heterodyne.day;

import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One service through one day, minute by minute, under the scheduling cycle that the operator runs. A replica serves
 * {@link #START_MINUTES} after its place was decided, one minute later still where its accelerators were lent, since the
 * borrower writes a checkpoint first. One that is given up is gone at once.
 */
final class DayRun {
    static final int START_MINUTES = 5;
    static final int GIVE_BACK_MINUTES = 1;
    /** Steps that a minute has time for. */
    private static final int STEPS = 6;

    private final DayCluster cluster;
    private final Ledger ledger;
    private final SchedulingCycle cycle = new SchedulingCycle();
    /** When the replica on a seat serves, by pool and node; on each node is one. */
    private final Map<String, Integer> readyAt = new TreeMap<>();

    private final Map<String, Integer> lentSince = new HashMap<>();
    private final DayFigures figures = new DayFigures();
    private List<Share> shares = List.of();

    DayRun(DayCluster cluster) {
        this.cluster = cluster;
        this.ledger = cluster.empty().ledger().copy();
    }

    DayFigures figures() {
        return figures;
    }

    int replicas() {
        return shares.stream().mapToInt(Share::replicas).sum();
    }

    /** All replicas serve, as after a night. */
    void warm() {
        readyAt.replaceAll((seat, at) -> Integer.MIN_VALUE);
        figures.warm();
    }

    /** Lets the cycle decide for a load until it is content, or the minute is over. */
    void decide(int minute, InferenceRequest request) {
        for (int step = 0; step < STEPS; step++) {
            Snapshot all = cluster.empty();
            boolean placed = !shares.isEmpty();
            CycleResult result = cycle.run(new Snapshot(
                    all.pools(),
                    all.policies(),
                    placed ? List.of() : List.of(request),
                    placed ? List.of(new Placed(request, shares, ready(minute), Set.of())) : List.of(),
                    ledger.copy()));
            List<Decision> news = new ArrayList<>(result.resizes());
            result.decisions().stream()
                    .filter(d -> d.outcome() == Outcome.Placed)
                    .forEach(news::add);
            if (news.isEmpty()) {
                return;
            }
            figures.resize();
            carryOut(minute, news.get(0).shares(), request);
        }
    }

    private void carryOut(int minute, List<Share> after, InferenceRequest request) {
        Map<String, Integer> then = new TreeMap<>();
        Map<String, Integer> lent = new HashMap<>();
        for (Share share : after) {
            share.nodes()
                    .forEach(node -> then.put(
                            share.pool() + "/" + node,
                            minute
                                    + START_MINUTES
                                    + (lentSince.containsKey(seat(share, node)) ? GIVE_BACK_MINUTES : 0)));
            share.lentNodes().forEach(node -> lent.put(seat(share, node), minute));
        }
        figures.move(missing(then, readyAt), missing(readyAt, then));
        then.replaceAll((seat, at) -> readyAt.getOrDefault(seat, at));
        lent.replaceAll((seat, at) -> lentSince.getOrDefault(seat, at));
        readyAt.clear();
        readyAt.putAll(then);
        lentSince.clear();
        lentSince.putAll(lent);
        shares = after;
        ledger.restore(request.id(), after.stream().map(Share::reservation).toList());
    }

    private static int missing(Map<String, Integer> some, Map<String, Integer> others) {
        return (int)
                some.keySet().stream().filter(seat -> !others.containsKey(seat)).count();
    }

    private static String seat(Share share, String node) {
        return share.pool() + "/" + node;
    }

    private Map<String, Integer> ready(int minute) {
        Map<String, Integer> ready = new HashMap<>();
        readyAt.forEach(
                (seat, at) -> ready.merge(seat.substring(0, seat.indexOf('/')), at <= minute ? 1 : 0, Integer::sum));
        return ready;
    }

    /** Books one minute of a load. */
    void serve(int minute, Load load) {
        figures.serve(load, cluster.capacity(ready(minute), load));
        for (Share share : shares) {
            figures.hold(share.pool(), share.accelerators());
            for (String node : share.lentNodes()) {
                boolean trains = minute - lentSince.getOrDefault(seat(share, node), minute) >= START_MINUTES;
                figures.lend(share.pool(), share.acceleratorsPerReplica(), trains ? share.acceleratorsPerReplica() : 0);
            }
        }
    }
}
