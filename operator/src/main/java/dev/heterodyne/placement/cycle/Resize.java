package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One placed inference job in one cycle: the split that it should have, and the step towards it. Only a step that changes what
 * the job holds counts. It takes from the pools' views; what it took is settled with the ledger by {@link Resizes}.
 */
final class Resize {
    private final Placed placed;
    private final InferenceRequest request;
    private final Prospects prospects;
    private final Reclaim reclaim;
    private final Sizing sizing;
    /** Feasible pools before others, by score; pools that are gone last. Candidates, offers and holdings go together. */
    private final List<Candidate> candidates = new ArrayList<>();

    private final List<Holding> holdings = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private Need need;
    private Split target = Split.NOTHING;

    Resize(Placed placed, InferenceRequest request, Prospects prospects, double[] charged, Reclaim reclaim) {
        this.placed = placed;
        this.request = request;
        this.prospects = prospects;
        this.reclaim = reclaim;
        this.sizing = new Sizing(request);
        Map<String, Share> shares = new HashMap<>();
        placed.shares().forEach(share -> shares.put(share.pool(), share));
        for (int p = 0; p < charged.length; p++) {
            Assessment assessment = prospects.assessments().get(p);
            candidates.add(CandidateFigures.of(
                    prospects, assessment, assessment.verdict(), assessment.interconnect(), charged[p]));
        }
        candidates.sort(Candidate.BEST_FIRST);
        for (Candidate candidate : candidates) {
            Assessment assessment = prospects.of(candidate.pool());
            needs.add(assessment.variant().map(sizing::need).orElseGet(sizing::need));
            holdings.add(Holding.in(
                    request.id(),
                    assessment.view(),
                    assessment.variant(),
                    Optional.ofNullable(shares.remove(candidate.pool()))));
        }
        shares.values().stream().sorted(Comparator.comparing(Share::pool)).forEach(share -> {
            candidates.add(gone(share.pool()));
            needs.add(sizing.need());
            holdings.add(Holding.gone(request.id(), share));
        });
        int home = home();
        this.need = home < 0 ? sizing.need() : needs.get(home);
    }

    /** Index of the open pool that holds the most replicas, -1 for none. */
    private int home() {
        int home = -1;
        for (int i = 0; i < holdings.size(); i++) {
            boolean more = holdings.get(i).running()
                    > (home < 0 ? 0 : holdings.get(home).running());
            home = more && isOpen(candidates.get(i)) ? i : home;
        }
        return home;
    }

    private static Candidate gone(String pool) {
        return new Candidate(
                pool, Optional.of(Reason.NoPools), "the cluster has no such AcceleratorPool", 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * What the job would hold after the next step, and why; empty where all stays. Takes what it adds from the views.
     *
     * @param mayGrow false where only a step counts that takes nothing
     */
    Optional<Decision> decide(boolean mayGrow) {
        holdings.forEach(Holding::letLentGo);
        for (int i = 0; i < holdings.size(); i++) {
            offers.add(offer(i));
        }
        List<Integer> current = holdings.stream().map(Holding::running).toList();
        target = target(current);
        List<Transition.Move> moves = new Transition(positions(target), need, target.suffices()).step();
        boolean growing = moves.stream().anyMatch(Transition.Move::grows);
        if (growing && !mayGrow) {
            holdings.forEach(Holding::keepLent);
            return Optional.empty();
        }
        for (int i = 0; i < moves.size(); i++) {
            Holding holding = holdings.get(i);
            Transition.Move move = moves.get(i);
            if (move.added() > 0) {
                holding.add(move.added());
            }
            if (move.wanting() > 0) {
                claim(i, move.wanting());
            }
        }
        holdings.forEach(Holding::keepLent);
        for (int i = 0; i < moves.size(); i++) {
            Transition.Move move = moves.get(i);
            holdings.get(i).drop(move.dropped(), isOpen(candidates.get(i)) ? toLend(move.dropped()) : 0);
            holdings.get(i).dropDraining(move.drainingDropped());
            holdings.get(i).dropLost(move.lostDropped());
        }
        if (moves.stream().noneMatch(Transition.Move::changes)) {
            OptionalInt without = new Rollout(placed.outdated(), holdings).step(mayGrow);
            without.ifPresent(i -> claim(i, 1));
        }
        new LentSeats(request, holdings, open()).settle(mayGrow && !growing);
        return decision();
    }

    /** What a job that was just placed, and so lacks nothing, holds once it lends what its reserve asks for. */
    List<Share> lending() {
        new LentSeats(request, holdings, open()).settle(true);
        return shares();
    }

    private Offer offer(int i) {
        Candidate candidate = candidates.get(i);
        Holding holding = holdings.get(i);
        if (holding.view().isEmpty()) {
            return new Offer(1, 1, 0, 0);
        }
        Assessment assessment = prospects.of(candidate.pool());
        if (!isOpen(candidate)) {
            return sizing.offer(assessment, candidate, 0);
        }
        Variant variant = assessment.variant().orElseThrow();
        int max = request.mostInOnePool(variant);
        int most = (int) Math.min(max, (long) holding.running() + holding.room());
        if (most < max) {
            most += reclaim.beyondFree(request, assessment.view(), variant, holding.lentNodes(), max - most);
        }
        return sizing.offer(assessment, candidate, Math.min(most, max));
    }

    /** Whether the pool may hold replicas: one that is too small for all of the least may hold those that it has. */
    private static boolean isOpen(Candidate candidate) {
        return candidate.reason().map(Reason::isCapacity).orElse(true);
    }

    private Split target(List<Integer> current) {
        OnePool.Choice choice =
                OnePool.of(offers, candidates.stream().map(Candidate::score).toList(), home(), needs, sizing.need());
        need = choice.need();
        return StickySplit.of(choice.offers(), current, need, sizing.slack());
    }

    private List<Transition.Position> positions(Split target) {
        List<Transition.Position> positions = new ArrayList<>();
        for (int i = 0; i < holdings.size(); i++) {
            Holding holding = holdings.get(i);
            Offer offer = offers.get(i);
            positions.add(new Transition.Position(
                    holding.running(),
                    holding.draining(),
                    holding.lost(),
                    placed.ready().getOrDefault(holding.pool(), 0),
                    target.replicas().get(i),
                    holding.room(),
                    offer.rate(),
                    offer.priceOfRate(),
                    isOpen(candidates.get(i))));
        }
        return positions;
    }

    private void claim(int i, int replicas) {
        Assessment assessment = prospects.of(candidates.get(i).pool());
        reclaim.claim(
                request,
                assessment.view(),
                assessment.variant().orElseThrow(),
                holdings.get(i).lentNodes(),
                replicas);
    }

    /** How many of so many seats that are given up are lent instead. */
    private int toLend(int dropped) {
        int held = holdings.stream().mapToInt(h -> h.running() + h.lent()).sum();
        return Math.max(0, Math.min(dropped, request.reserveReplicas() - (held - dropped)));
    }

    private List<Boolean> open() {
        return candidates.stream().map(Resize::isOpen).toList();
    }

    private Optional<Decision> decision() {
        List<Share> after = shares();
        if (after.isEmpty() || Set.copyOf(after).equals(new HashSet<>(placed.shares()))) {
            return Optional.empty();
        }
        String message =
                new ResizeMessage(request, need, placed.shares(), after, candidates, offers, target).sentence();
        return Optional.of(
                new Decision(request.id(), Outcome.Placed, Optional.empty(), message, after, shown(), placed.shares()));
    }

    /** The candidates, with those rejected that hold no replica and have room for none. */
    private List<Candidate> shown() {
        List<Candidate> shown = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            boolean full = candidate.feasible() && offers.get(i).most() == 0;
            shown.add(full ? candidate.rejected(Reason.WaitingForAccelerators, full(holdings.get(i))) : candidate);
        }
        shown.sort(Candidate.BEST_FIRST);
        return shown;
    }

    private static String full(Holding holding) {
        return "needs %d accelerators for a replica, has room for none"
                .formatted(holding.seats().acceleratorsPerReplica());
    }

    /** What the job serves after the step. */
    Forecast forecast() {
        List<Assessment> assessments = new ArrayList<>();
        List<Integer> replicas = new ArrayList<>();
        for (Holding holding : holdings) {
            if (holding.running() > 0) {
                assessments.add(prospects.of(holding.pool()));
                replicas.add(holding.running());
            }
        }
        return new Forecaster(request, need, candidates).of(assessments, replicas);
    }

    private List<Share> shares() {
        return holdings.stream().flatMap(h -> h.share().stream()).toList();
    }

    /** Gives back to the views what was taken. */
    void settle() {
        holdings.forEach(Holding::settle);
    }
}
