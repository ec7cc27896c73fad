package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What would have let a pool that lost win: more completed runs there, or a lower price; everything else unchanged. */
final class Counterfactual {
    /** Halvings of 0..1: to 1e-9, far below what the sentence shows. */
    private static final int HALVINGS = 30;

    private final Prospects prospects;
    private final double floor;
    private final Candidate winner;
    private final Candidate loser;
    private final Assessment assessment;
    private final double bestOfOthers;

    Counterfactual(Request request, Prospects prospects, Candidate winner, Candidate loser) {
        this.prospects = prospects;
        this.winner = winner;
        this.loser = loser;
        this.assessment = prospects.of(loser.pool());
        // A bounded canary is feasible below the floor and stays so.
        this.floor = loser.feasible() ? 0 : prospects.policy().floorFor(request.kind());
        this.bestOfOthers = prospects.bestGoodputBut(assessment);
    }

    /** The sentence; empty where neither figure alone can turn the decision. */
    Optional<String> sentence() {
        boolean lostOtherwise =
                loser.reason().map(r -> r != Reason.MaturityBelowFloor).orElse(loser.score() > winner.score());
        if (lostOtherwise) {
            return Optional.empty();
        }
        OptionalDouble completion = completion();
        if (completion.isPresent()) {
            return said("completion rose above", Math.ceil(completion.getAsDouble() * 100) / 100);
        }
        double price = loser.value() + loser.bonus() - winner.score();
        return loser.feasible() && price > 0.01 && price < loser.price()
                ? said("its price fell below", Math.floor(price * 100) / 100)
                : Optional.empty();
    }

    private Optional<String> said(String what, double figure) {
        return Optional.of(String.format(Locale.ROOT, "%s would win if %s %.2f", loser.pool(), what, figure));
    }

    /** Least completion with which the pool would win; empty where not even a certain one would do. */
    OptionalDouble completion() {
        if (!winsAt(0.99)) {
            return OptionalDouble.empty();
        }
        double loses = 0;
        double wins = 0.99;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (loses + wins) / 2;
            if (winsAt(middle)) {
                wins = middle;
            } else {
                loses = middle;
            }
        }
        return OptionalDouble.of(wins);
    }

    /** Values are relative to the best offer, which the pool itself may become. */
    private boolean winsAt(double completion) {
        double maturity = completion * assessment.maturityIfCertain();
        double goodput = assessment.goodput(prospects.weights(), loser.interconnect(), maturity);
        double best = Math.max(bestOfOthers, goodput);
        double winnersGoodput = winner.value() * prospects.bestGoodput();
        return maturity >= floor
                && best > 0
                && goodput / best - loser.price() + loser.bonus()
                        > winnersGoodput / best - winner.price() + winner.bonus();
    }
}
