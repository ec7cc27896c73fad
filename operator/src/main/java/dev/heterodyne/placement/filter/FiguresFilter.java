package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.score.ServingEstimate;
import java.util.Optional;

/** Without the figures of the class there is nothing to score. */
final class FiguresFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        if (!candidacy.peakKnown()) {
            return missing(
                    candidacy,
                    "a figure in peakTeraflops for "
                            + candidacy.request().model().precision().name().toLowerCase(java.util.Locale.ROOT)
                            + " or wider");
        }
        return candidacy
                .serving()
                .filter(ServingEstimate.FigureMissing.class::isInstance)
                .map(ServingEstimate.FigureMissing.class::cast)
                .flatMap(f -> missing(candidacy, f.field()));
    }

    private static Optional<Verdict> missing(Candidacy candidacy, String figure) {
        return Optional.of(new Verdict(
                Reason.ClassIncomplete,
                "AcceleratorClass %s lacks %s".formatted(candidacy.chip().name(), figure)));
    }
}
