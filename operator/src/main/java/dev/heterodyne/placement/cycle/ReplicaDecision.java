package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for independent replicas: the cheapest split that carries the load, or as much of it as what is free can; at least
 * the minimum or nothing.
 */
final class ReplicaDecision {
    private final InferenceRequest request;
    private final Prospects prospects;
    private final double[] charged;
    private final Map<String, String> barred;
    private final Fragmentation fragmentation;

    ReplicaDecision(
            InferenceRequest request,
            Prospects prospects,
            double[] charged,
            Map<String, String> barred,
            Fragmentation fragmentation) {
        this.request = request;
        this.prospects = prospects;
        this.charged = charged;
        this.barred = barred;
        this.fragmentation = fragmentation;
    }

    Decision decide() {
        List<Candidate> candidates = new ArrayList<>();
        for (int p = 0; p < charged.length; p++) {
            Assessment assessment = prospects.assessments().get(p);
            Optional<Verdict> verdict = assessment.verdict().or(() -> busy(assessment));
            candidates.add(CandidateFigures.of(prospects, assessment, verdict, assessment.interconnect(), charged[p]));
        }
        Ranking.sort(candidates, request.maxPools(), this::stranded);
        List<Assessment> inOrder = candidates.stream()
                .filter(Candidate::feasible)
                .map(c -> prospects.of(c.pool()))
                .toList();
        OnePool.Choice choice = choose(candidates.subList(0, inOrder.size()), inOrder);
        Split split = CheapestSplit.of(choice.offers(), choice.need()).orElseThrow();
        if (split.missing() > 0) {
            return Explanation.notPlaced(request, prospects, shortOfMinimum(candidates, inOrder, split.missing()));
        }
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            if (split.replicas().get(i) > 0) {
                shares.add(take(inOrder.get(i), split.replicas().get(i)));
            }
        }
        Forecast forecast = new Forecaster(request, choice.need(), candidates).of(inOrder, split.replicas());
        return Explanation.placed(request, prospects, shares, candidates, forecast.message());
    }

    private OnePool.Choice choose(List<Candidate> open, List<Assessment> assessments) {
        Sizing sizing = new Sizing(request);
        List<Offer> offers = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Variant variant = assessments.get(i).variant().orElseThrow();
            int most = Placer.replicas(assessments.get(i).view().free(), variant, request.mostInOnePool(variant));
            offers.add(sizing.offer(assessments.get(i), open.get(i), most));
            needs.add(sizing.need(variant));
        }
        return OnePool.of(offers, open.stream().map(Candidate::score).toList(), -1, needs, sizing.need());
    }

    private Optional<Verdict> busy(Assessment assessment) {
        String bar = barred.get(assessment.view().pool().name());
        if (bar != null) {
            return Optional.of(new Verdict(Reason.WaitingForAccelerators, bar));
        }
        Variant variant = assessment.variant().orElseThrow();
        int least = request.leastInOnePool(variant);
        int fit = Placer.replicas(assessment.view().free(), variant, least);
        return fit >= least
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Reason.WaitingForAccelerators,
                        "needs " + least + " x " + variant.acceleratorsPerReplica() + " accelerators, has room for "
                                + fit + Explanation.lent(assessment.view())));
    }

    /** Each pool holds a replica, but together they hold less than the minimum. */
    private List<Candidate> shortOfMinimum(List<Candidate> candidates, List<Assessment> open, int missing) {
        if (open.isEmpty()) {
            return candidates;
        }
        int least = request.replicas().min();
        String message = "%d of the %d replicas at least fit the free accelerators of at most %d pools"
                .formatted(least - missing, least, request.maxPools());
        return candidates.stream()
                .map(c -> c.feasible() ? c.rejected(Reason.WaitingForAccelerators, message) : c)
                .sorted(Candidate.BEST_FIRST)
                .toList();
    }

    private static Share take(Assessment assessment, int replicas) {
        return assessment.view().take(assessment.variant().orElseThrow(), fit(assessment, replicas));
    }

    private double stranded(Candidate candidate) {
        Assessment assessment = prospects.of(candidate.pool());
        Fit fit = fit(assessment, assessment.replicas());
        return fragmentation.growth(assessment.view(), assessment.variant().orElseThrow(), fit);
    }

    /** Where replicas go, as many as fit. */
    private static Fit fit(Assessment assessment, int replicas) {
        return Seats.of(assessment.variant().orElseThrow())
                .fit(assessment.view(), replicas)
                .orElseThrow();
    }
}
