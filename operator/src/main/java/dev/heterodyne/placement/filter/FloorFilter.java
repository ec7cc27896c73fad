package dev.heterodyne.placement.filter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
                "maturity %s < %s".formatted(belowAsShown(candidacy.maturity(), floor), shown(floor))));
    }

    private static String shown(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    /** Two digits, or as many as it takes to be seen below the floor. */
    private static String belowAsShown(double maturity, double floor) {
        return shown(maturity).equals(shown(floor))
                ? BigDecimal.valueOf(maturity)
                        .round(new MathContext(4, RoundingMode.DOWN))
                        .toPlainString()
                : shown(maturity);
    }
}
