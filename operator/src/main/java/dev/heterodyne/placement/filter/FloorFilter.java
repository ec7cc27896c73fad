package dev.heterodyne.placement.filter;

import java.util.Locale;
import java.util.Optional;

/** Below the floor a pool takes only bounded canary runs. */
final class FloorFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        double floor = candidacy.policy().floorFor(candidacy.request().kind());
        if (candidacy.maturity() >= floor || candidacy.boundedCanary()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.MaturityBelowFloor,
                String.format(Locale.ROOT, "maturity %.2f < %.2f", candidacy.maturity(), floor)));
    }
}
