package dev.heterodyne.controller;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done next with the sets of one share, each of which is one replica of several pods. A replica that left its
 * seat goes once all seats serve; a rollout makes one more where there is a seat for it, and restarts one at a time.
 *
 * @param removed names of sets that go
 * @param added sets that are missing
 * @param renewed names of sets that take over the template now
 */
record GroupPlan(Set<String> removed, int added, Set<String> renewed) {
    private static final Comparator<Replica> FIRST_TO_GO = Comparator.comparing(Replica::hasSeat)
            .thenComparing(Replica::serves)
            .thenComparing(Replica::current)
            .thenComparing(Comparator.comparing(Replica::seat).reversed());

    GroupPlan {
        removed = Set.copyOf(removed);
        renewed = Set.copyOf(renewed);
    }

    /**
     * One replica.
     *
     * @param set name of its set
     * @param seat number of its seat in the share; {@link #NO_SEAT} before it has one, {@link #ASTRAY} where it is on nodes
     *     that the share has not
     * @param serves whether all its pods are ready, and made by the template of the set
     * @param current whether the set has the template that it is to have
     */
    record Replica(String set, int seat, boolean serves, boolean current) {
        static final int NO_SEAT = -1;
        static final int ASTRAY = -2;

        boolean isAstray() {
            return seat == ASTRAY;
        }

        boolean hasSeat() {
            return seat >= 0;
        }
    }

    /**
     * The next step.
     *
     * @param wanted replicas of the share
     * @param surges whether there is a seat for one more while the template changes
     * @param renews whether sets may take over another template now
     */
    static GroupPlan of(List<Replica> replicas, int wanted, boolean surges, boolean renews) {
        List<Replica> own = replicas.stream().filter(r -> !r.isAstray()).toList();
        boolean surging = surges && count(own.stream().filter(r -> r.serves() && r.current())) < wanted;
        int all = wanted + (surging ? 1 : 0);
        boolean seatsServe = count(own.stream().filter(Replica::serves)) >= wanted;
        List<Replica> spare = own.stream()
                .sorted(FIRST_TO_GO)
                .limit(Math.max(0, own.size() - all))
                .toList();
        Set<String> removed = Stream.concat(
                        spare.stream(), replicas.stream().filter(r -> r.isAstray() && (seatsServe || !r.serves())))
                .map(Replica::set)
                .collect(Collectors.toSet());
        List<Replica> kept = own.stream().filter(r -> !spare.contains(r)).toList();
        boolean oneCanRest = count(kept.stream().filter(Replica::serves)) >= all;
        Stream<Replica> idle = kept.stream().filter(r -> !r.serves());
        Stream<Replica> resting =
                kept.stream().filter(r -> r.serves() && !r.current()).limit(oneCanRest ? 1 : 0);
        Set<String> renewed =
                renews ? Stream.concat(idle, resting).map(Replica::set).collect(Collectors.toSet()) : Set.of();
        return new GroupPlan(removed, Math.max(0, all - own.size()), renewed);
    }

    private static int count(Stream<Replica> replicas) {
        return (int) replicas.count();
    }

    /** Whether as many replicas as are wanted serve by the template that they are to have, and there are no others. */
    static boolean isUniform(List<Replica> replicas, int wanted) {
        return replicas.size() == wanted && replicas.stream().allMatch(r -> r.hasSeat() && r.serves() && r.current());
    }
}
