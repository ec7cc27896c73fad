package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.KindPrices;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.PoolMaturity;
import dev.heterodyne.cluster.PoolFacts;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pool's status becomes. */
final class PoolStatuses {
    private static final AcceleratorPoolStatus NONE =
            new AcceleratorPoolStatus(null, null, null, null, null, null, null, null);
    private final StatusFactory factory;

    PoolStatuses(StatusFactory factory) {
        this.factory = factory;
    }

    static AcceleratorPoolStatus of(AcceleratorPool pool) {
        return Optional.ofNullable(pool.getStatus()).orElse(NONE);
    }

    AcceleratorPoolStatus observed(AcceleratorPool pool, PoolFacts facts, Map<WorkloadKind, Double> prices) {
        AcceleratorPoolStatus before = of(pool);
        return new AcceleratorPoolStatus(
                pool.getMetadata().getGeneration(),
                facts.nodes(),
                facts.readyNodes(),
                new AcceleratorCounts(facts.total(), facts.healthy(), facts.allocated(), facts.free()),
                new KindPrices(price(prices, WorkloadKind.TRAINING), price(prices, WorkloadKind.INFERENCE)),
                maturity(Optional.ofNullable(before.maturity()), facts.maturity()),
                before.counted(),
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

    private static PoolMaturity maturity(Optional<PoolMaturity> before, Map<WorkloadKind, Maturity> now) {
        return new PoolMaturity(
                maturity(before.map(PoolMaturity::training), now.get(WorkloadKind.TRAINING)),
                maturity(before.map(PoolMaturity::inference), now.get(WorkloadKind.INFERENCE)));
    }

    /** Says 0 runs where only the class's prior speaks, so that a change of the prior is not taken for experience. */
    private static @Nullable KindMaturity maturity(Optional<KindMaturity> before, @Nullable Maturity now) {
        if (now == null) {
            return null;
        }
        Double score = Candidates.rounded(now.completion());
        Double runs = before.map(b -> Optional.ofNullable(b.runs()))
                .orElse(Optional.of(0.0))
                .orElse(null);
        return new KindMaturity(
                state(now),
                score,
                score,
                Candidates.rounded(now.mtbfHours()),
                runs,
                before.map(KindMaturity::acceleratorHours).orElse(null),
                before.map(KindMaturity::stackVersion).orElse(null),
                before.map(KindMaturity::evidence).orElse(null));
    }

    private static MaturityState state(Maturity maturity) {
        return switch (maturity.state()) {
            case UNPROVEN -> MaturityState.Unproven;
            case CANARY -> MaturityState.Canary;
            case QUALIFIED -> MaturityState.Qualified;
            case QUARANTINED -> MaturityState.Quarantined;
        };
    }

    private static @Nullable Double price(Map<WorkloadKind, Double> prices, WorkloadKind kind) {
        return Candidates.rounded(prices.getOrDefault(kind, 0.0));
    }
}
