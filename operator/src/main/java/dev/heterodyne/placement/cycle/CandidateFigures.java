package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Chip;
import java.util.Optional;

/** Turns an assessment into the figures that people see. */
final class CandidateFigures {
    private CandidateFigures() {}

    static Candidate of(
            Prospects prospects, Assessment assessment, Optional<Verdict> verdict, double interconnect, double price) {
        double value = prospects.value(assessment.goodput(prospects.weights(), interconnect));
        Optional<Chip> chip = assessment.view().pool().chip();
        // Plain branches: this runs for every pool of every decision.
        double bonus = chip.isPresent()
                ? prospects.policy().origin().bonusFor(chip.get().origin())
                : 0;
        return new Candidate(
                assessment.view().pool().name(),
                verdict.map(Verdict::reason),
                verdict.isPresent() ? verdict.get().message() : "",
                prospects.relativeCompute(assessment),
                interconnect,
                assessment.maturity(),
                value,
                price,
                bonus,
                value - price + bonus);
    }
}
