package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.CanaryLimitFilter;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Decides for one gang: all of it in the pool with the best score among those where it fits now, or nothing. */
final class GangDecision {
    private final TrainingRequest request;
    private final Prospects prospects;
    private final double[] charged;
    private final Assessor assessor;
    private final Map<String, String> barred;
    private final ToIntFunction<String> heldByCanaries;

    GangDecision(
            TrainingRequest request,
            Prospects prospects,
            double[] charged,
            Assessor assessor,
            Map<String, String> barred,
            ToIntFunction<String> heldByCanaries) {
        this.request = request;
        this.prospects = prospects;
        this.charged = charged;
        this.assessor = assessor;
        this.barred = barred;
        this.heldByCanaries = heldByCanaries;
    }

    Decision decide() {
        List<Candidate> candidates = new ArrayList<>(charged.length);
        for (int p = 0; p < charged.length; p++) {
            candidates.add(candidate(prospects.assessments().get(p), charged[p]));
        }
        candidates.sort(Candidate.BEST_FIRST);
        Candidate best = candidates.get(0);
        if (!best.feasible()) {
            return Explanation.notPlaced(request, prospects, candidates);
        }
        return Explanation.placed(request, prospects, List.of(take(prospects.of(best.pool()))), candidates);
    }

    private Candidate candidate(Assessment assessment, double price) {
        if (!assessment.feasible()) {
            return CandidateFigures.of(prospects, assessment, assessment.verdict(), assessment.interconnect(), price);
        }
        Variant variant = assessment.variant().orElseThrow();
        PoolView view = assessment.view();
        Optional<Verdict> limit = canaryLimit(assessment, variant);
        if (limit.isPresent()) {
            return CandidateFigures.of(prospects, assessment, limit, assessment.interconnect(), price);
        }
        if (view.freeTotal() < variant.accelerators() || !Placer.gang(request, variant, view, view.free())) {
            return CandidateFigures.of(
                    prospects, assessment, Optional.of(busy(assessment)), assessment.interconnect(), price);
        }
        String bar = barred.get(view.pool().name());
        if (bar != null) {
            return CandidateFigures.of(
                    prospects,
                    assessment,
                    Optional.of(new Verdict(Reason.WaitingForAccelerators, bar)),
                    assessment.interconnect(),
                    price);
        }
        double interconnect =
                assessor.interconnectOn(request, assessment, view.search().extent());
        return CandidateFigures.of(prospects, assessment, Optional.empty(), interconnect, price);
    }

    /** Takes the nodes that the pool's search found last, which was for this job. */
    private static Share take(Assessment chosen) {
        PoolView view = chosen.view();
        return view.take(chosen.variant().orElseThrow(), view.search().fit());
    }

    private Optional<Verdict> canaryLimit(Assessment assessment, Variant variant) {
        Pool pool = assessment.view().pool();
        return request.canary()
                ? CanaryLimitFilter.check(
                        prospects.policy(),
                        pool,
                        assessment.maturity(),
                        heldByCanaries.applyAsInt(pool.name()),
                        variant.accelerators())
                : Optional.empty();
    }

    private Verdict busy(Assessment assessment) {
        Variant variant = assessment.variant().orElseThrow();
        int free = assessment.view().freeTotal();
        String message = free >= variant.accelerators()
                ? "%d accelerators are free, but not in a shape that holds %d replicas of %d"
                                .formatted(free, variant.replicas(), variant.acceleratorsPerReplica())
                        + avoided(variant, assessment.view())
                : "needs %d accelerators, %d are free".formatted(variant.accelerators(), free);
        return new Verdict(Reason.WaitingForAccelerators, message);
    }

    private String avoided(Variant variant, PoolView view) {
        int avoided = Placer.avoided(request, variant, view);
        return avoided == 0 ? "" : "; %d nodes that failed it are avoided".formatted(avoided);
    }
}
