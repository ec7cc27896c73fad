package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.KindPrices;
import dev.heterodyne.cluster.PoolFacts;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pool's status becomes. */
final class PoolStatuses {
    private static final AcceleratorPoolStatus NONE =
            new AcceleratorPoolStatus(null, null, null, null, null, null, null, null);
    private final StatusFactory factory;
    private final PoolMaturities maturities;

    PoolStatuses(StatusFactory factory, PoolMaturities maturities) {
        this.factory = factory;
        this.maturities = maturities;
    }

    static AcceleratorPoolStatus of(AcceleratorPool pool) {
        return Optional.ofNullable(pool.getStatus()).orElse(NONE);
    }

    /** An attempt that the pool's maturity has taken in; empty where it has not, or no longer knows. */
    static Optional<CountedAttempt> counted(AcceleratorPool pool, String attempt) {
        return Optional.ofNullable(of(pool).counted()).orElse(List.of()).stream()
                .filter(c -> attempt.equals(c.attempt()))
                .findFirst();
    }

    /**
     * Whether the pool has taken in a run. A setback is also in where an earlier leader counted it at another moment, which the
     * job has yet to show: it has one at a time.
     *
     * @param stillNeeded whether the name of an attempt has to be kept
     */
    static boolean holds(AcceleratorPool pool, String attempt, Predicate<String> stillNeeded) {
        return counted(pool, attempt).isPresent()
                || SetbackName.parse(attempt)
                        .filter(setback -> holdsLike(pool, setback, stillNeeded))
                        .isPresent();
    }

    private static boolean holdsLike(AcceleratorPool pool, SetbackName setback, Predicate<String> stillNeeded) {
        return Optional.ofNullable(of(pool).counted()).orElse(List.of()).stream()
                .map(CountedAttempt::attempt)
                .filter(stillNeeded)
                .flatMap(name -> SetbackName.parse(name).stream())
                .anyMatch(setback::isLike);
    }

    /**
     * What a pool shows.
     *
     * @param reports runs that its maturity takes in, none of which it has
     * @param stillNeeded whether the name of an attempt has to be kept
     */
    AcceleratorPoolStatus observed(
            AcceleratorPool pool,
            PoolFacts facts,
            Map<WorkloadKind, Double> prices,
            List<EvidenceInbox.Report> reports,
            Predicate<String> stillNeeded) {
        AcceleratorPoolStatus before = of(pool);
        return new AcceleratorPoolStatus(
                pool.getMetadata().getGeneration(),
                facts.nodes(),
                facts.readyNodes(),
                new AcceleratorCounts(facts.total(), facts.healthy(), facts.allocated(), facts.free()),
                new KindPrices(price(prices, WorkloadKind.TRAINING), price(prices, WorkloadKind.INFERENCE)),
                maturities.after(
                        pool,
                        facts.priors(),
                        reports.stream()
                                .collect(Collectors.groupingBy(
                                        r -> r.job().kind(),
                                        Collectors.mapping(EvidenceInbox.Report::run, Collectors.toList())))),
                counted(before, reports, stillNeeded),
                conditions(pool, before, facts));
    }

    private List<Condition> conditions(AcceleratorPool pool, AcceleratorPoolStatus before, PoolFacts facts) {
        StatusFactory.Draft draft =
                factory.draft(before.conditions(), pool.getMetadata().getGeneration());
        Optional<PoolProblem> problem = facts.problem();
        if (problem.isPresent()) {
            draft.no(ConditionType.Ready, problem.get().reason(), problem.get().message())
                    .no(
                            ConditionType.ClassResolved,
                            problem.get().reason(),
                            problem.get().message());
        } else {
            draft.yes(ConditionType.ClassResolved, ConditionReason.ClassFound, "class " + facts.chip());
            ready(draft, facts);
        }
        if (facts.contestedNodes().isEmpty()) {
            draft.yes(ConditionType.NodesDisjoint, ConditionReason.NoNodeContested, "no other pool selects its nodes");
        } else {
            draft.no(
                    ConditionType.NodesDisjoint,
                    ConditionReason.NodesContested,
                    "selected here too, but not counted: " + String.join(", ", facts.contestedNodes()));
        }
        return draft.toList();
    }

    private static void ready(StatusFactory.Draft draft, PoolFacts facts) {
        if (facts.nodes() == 0) {
            draft.no(ConditionType.Ready, ConditionReason.NoNodes, "nodeSelector selects no node of this class");
        } else if (facts.readyNodes() == 0) {
            draft.no(
                    ConditionType.Ready,
                    ConditionReason.NoReadyNodes,
                    "none of " + facts.nodes() + " nodes is Ready and open to pods of the pool");
        } else {
            draft.yes(
                    ConditionType.Ready,
                    ConditionReason.PoolReady,
                    facts.readyNodes() + " of " + facts.nodes() + " nodes are ready");
        }
    }

    /** Names that the maturity has taken in, as long as their jobs' status may still not show the end. */
    private static @Nullable List<CountedAttempt> counted(
            AcceleratorPoolStatus before, List<EvidenceInbox.Report> reports, Predicate<String> stillNeeded) {
        List<CountedAttempt> counted = new ArrayList<>();
        Optional.ofNullable(before.counted()).orElse(List.of()).stream()
                .filter(c -> stillNeeded.test(c.attempt()))
                .forEach(counted::add);
        reports.stream().map(EvidenceInbox.Report::counted).forEach(counted::add);
        return counted.isEmpty() ? null : counted;
    }

    private static @Nullable Double price(Map<WorkloadKind, Double> prices, WorkloadKind kind) {
        return Candidates.rounded(prices.getOrDefault(kind, 0.0));
    }
}
