package dev.heterodyne.scaling;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures as they are written down. */
final class Digits {
    private static final MathContext EXACT = new MathContext(9, RoundingMode.HALF_EVEN);
    private static final MathContext WRITTEN = new MathContext(3, RoundingMode.CEILING);

    private Digits() {}

    /** Three significant digits, never less than the figure; what only arithmetic has added does not count. */
    static double up(double figure) {
        return BigDecimal.valueOf(figure).round(EXACT).round(WRITTEN).doubleValue();
    }
}
