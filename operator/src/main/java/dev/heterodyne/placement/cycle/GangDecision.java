package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.CanaryLimitFilter;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Decides for one gang: all of it in the pool with the best score among those where it fits now, or nothing. Of equal scores
 * the pool counts that is left more useful to others.
 */
final class GangDecision {
    private final TrainingRequest request;
    private final Prospects prospects;
    private final double[] charged;
    private final Assessor assessor;
    private final Map<String, String> barred;
    private final Fragmentation fragmentation;
    private final ToIntFunction<String> heldByCanaries;
    private final RoomsWithout avoided;

    GangDecision(
            TrainingRequest request,
            Prospects prospects,
            double[] charged,
            Assessor assessor,
            Map<String, String> barred,
            Fragmentation fragmentation,
            ToIntFunction<String> heldByCanaries) {
        this.request = request;
        this.prospects = prospects;
        this.charged = charged;
        this.assessor = assessor;
        this.barred = barred;
        this.fragmentation = fragmentation;
        this.heldByCanaries = heldByCanaries;
        this.avoided = new RoomsWithout(request.restrictions().nodes());
    }

    Decision decide() {
        List<Candidate> candidates = new ArrayList<>(charged.length);
        for (int p = 0; p < charged.length; p++) {
            candidates.add(candidate(prospects.assessments().get(p), charged[p]));
        }
        Ranking.sort(candidates, 1, this::stranded);
        Candidate best = candidates.get(0);
        if (!best.feasible()) {
            return Explanation.notPlaced(request, prospects, candidates);
        }
        Assessment chosen = prospects.of(best.pool());
        Share share = chosen.view().take(variantOf(chosen), fit(chosen));
        return Explanation.placed(request, prospects, List.of(share), candidates, "");
    }

    private Candidate candidate(Assessment assessment, double price) {
        if (!assessment.feasible()) {
            return CandidateFigures.of(prospects, assessment, assessment.verdict(), assessment.interconnect(), price);
        }
        Optional<Verdict> limit = canaryLimit(assessment);
        if (limit.isPresent()) {
            return CandidateFigures.of(prospects, assessment, limit, assessment.interconnect(), price);
        }
        Optional<Extent> extent = extent(assessment);
        if (extent.isEmpty()) {
            return waiting(assessment, busy(assessment), price);
        }
        String bar = barred.get(assessment.view().pool().name());
        if (bar != null) {
            return waiting(assessment, bar, price);
        }
        double interconnect = assessor.interconnectOn(request, assessment, extent.get());
        return CandidateFigures.of(prospects, assessment, Optional.empty(), interconnect, price);
    }

    private Candidate waiting(Assessment assessment, String why, double price) {
        Verdict verdict = new Verdict(Reason.WaitingForAccelerators, why);
        return CandidateFigures.of(prospects, assessment, Optional.of(verdict), assessment.interconnect(), price);
    }

    private Optional<Extent> extent(Assessment assessment) {
        PoolView view = assessment.view();
        if (view.freeTotal() < variantOf(assessment).accelerators()) {
            return Optional.empty();
        }
        GangAsk ask = ask(assessment);
        return avoided.rooms(view, ask).extent(ask);
    }

    private double stranded(Candidate candidate) {
        Assessment assessment = prospects.of(candidate.pool());
        return fragmentation.growth(assessment.view(), variantOf(assessment), fit(assessment));
    }

    private Fit fit(Assessment assessment) {
        GangAsk ask = ask(assessment);
        return avoided.rooms(assessment.view(), ask).fit(ask).orElseThrow();
    }

    private GangAsk ask(Assessment assessment) {
        return Placer.ask(request, variantOf(assessment), assessment.view()).orElseThrow();
    }

    private static Variant variantOf(Assessment assessment) {
        return assessment.variant().orElseThrow();
    }

    private Optional<Verdict> canaryLimit(Assessment assessment) {
        Pool pool = assessment.view().pool();
        return request.canary()
                ? CanaryLimitFilter.check(
                        prospects.policy(),
                        pool,
                        assessment.maturity(),
                        heldByCanaries.applyAsInt(pool.name()),
                        variantOf(assessment).accelerators())
                : Optional.empty();
    }

    private String busy(Assessment assessment) {
        Variant variant = variantOf(assessment);
        int free = assessment.view().freeTotal();
        String shortage = free >= variant.accelerators()
                ? free + " accelerators are free, but not in a shape that holds " + variant.replicas() + " replicas of "
                        + variant.acceleratorsPerReplica() + told(avoided.in(assessment.view(), ask(assessment)))
                : "needs " + variant.accelerators() + " accelerators, " + free + " are free";
        return shortage + Explanation.lent(assessment.view());
    }

    private static String told(int avoided) {
        return avoided == 0 ? "" : "; " + avoided + " nodes that failed it are avoided";
    }
}
