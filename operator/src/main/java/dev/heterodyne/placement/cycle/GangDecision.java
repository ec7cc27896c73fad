package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides for one gang: all of it in the pool with the best score among those where it fits now, or nothing. */
final class GangDecision {
    private final TrainingRequest request;
    private final Prospects prospects;
    private final double[] charged;
    private final Assessor assessor;

    GangDecision(TrainingRequest request, Prospects prospects, double[] charged, Assessor assessor) {
        this.request = request;
        this.prospects = prospects;
        this.charged = charged;
        this.assessor = assessor;
    }

    Decision decide() {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Fit> fits = new HashMap<>();
        Map<String, Assessment> byPool = new HashMap<>();
        for (int p = 0; p < charged.length; p++) {
            Assessment assessment = prospects.assessments().get(p);
            String pool = assessment.view().pool().name();
            Optional<Fit> fit = assessment.feasible() ? fitNow(assessment) : Optional.empty();
            fit.ifPresent(f -> fits.put(pool, f));
            byPool.put(pool, assessment);
            candidates.add(candidate(assessment, fit, charged[p]));
        }
        candidates.sort(Candidate.BEST_FIRST);
        Candidate best = candidates.get(0);
        if (!best.feasible()) {
            return Explanation.notPlaced(request, prospects, candidates);
        }
        Assessment chosen = Explanation.required(byPool, best.pool());
        Fit fit = Explanation.required(fits, best.pool());
        Variant variant = chosen.variant().orElseThrow();
        chosen.view().take(fit, variant.acceleratorsPerReplica());
        Chip chip = chosen.view().pool().chip().orElseThrow();
        Share share = new Share(
                best.pool(),
                chip.name(),
                chip.stack(),
                variant.replicas(),
                variant.acceleratorsPerReplica(),
                fit.domain(),
                fit.nodes());
        return Explanation.placed(request, prospects, List.of(share), candidates);
    }

    private Optional<Fit> fitNow(Assessment assessment) {
        Variant variant = assessment.variant().orElseThrow();
        PoolView view = assessment.view();
        return view.freeTotal() < variant.accelerators()
                ? Optional.empty()
                : Placer.gang(request, variant, view.pool().topology(), view.free());
    }

    private Candidate candidate(Assessment assessment, Optional<Fit> fit, double price) {
        Optional<Verdict> verdict = assessment.verdict();
        if (verdict.isEmpty() && fit.isEmpty()) {
            verdict = Optional.of(busy(assessment));
        }
        double interconnect =
                fit.map(f -> assessor.interconnectOn(request, assessment, f)).orElse(assessment.interconnect());
        return CandidateFigures.of(prospects, assessment, verdict, interconnect, price);
    }

    private Verdict busy(Assessment assessment) {
        Variant variant = assessment.variant().orElseThrow();
        int free = assessment.view().freeTotal();
        String message = free >= variant.accelerators()
                ? "%d accelerators are free, but not in a shape that holds %d replicas of %d"
                        .formatted(free, variant.replicas(), variant.acceleratorsPerReplica())
                : "needs %d accelerators, %d are free".formatted(variant.accelerators(), free);
        return new Verdict(Reason.WaitingForAccelerators, message);
    }
}
