package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Verdict;
import java.util.Optional;

/** Turns an assessment into the figures that people see. */
final class CandidateFigures {
    private CandidateFigures() {}

    static Candidate of(
            Prospects prospects, Assessment assessment, Optional<Verdict> verdict, double interconnect, double price) {
        double value = prospects.value(assessment.goodput(prospects.weights(), interconnect));
        double bonus = assessment
                .view()
                .pool()
                .chip()
                .map(chip -> prospects.policy().origin().bonusFor(chip.origin()))
                .orElse(0.0);
        return new Candidate(
                assessment.view().pool().name(),
                verdict.map(Verdict::reason),
                verdict.map(Verdict::message).orElse(""),
                prospects.relativeCompute(assessment),
                interconnect,
                assessment.maturity(),
                value,
                price,
                bonus,
                value - price + bonus);
    }
}
