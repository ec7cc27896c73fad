package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.model.Chip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All-to-alls of 128 tokens per rank, 7168 wide, 8 experts, beside published latencies in microseconds. */
class ExpertTrafficTest {
    private static final double NUMBERS = 128 * 8 * 7168;

    /** DeepEP on H800, docs/legacy.md, low-latency kernels; nothing is fitted but the one latency. */
    @ParameterizedTest
    @CsvSource({"8, 77, 114", "16, 118, 195", "32, 155, 273", "64, 173, 314", "128, 192, 369", "256, 194, 360"})
    void withinAQuarterOnH800(int ranks, double dispatch, double combine) {
        assertThat(micros(CalibrationDevice.H800, ranks, ExpertTraffic.DISPATCH_BYTES) / dispatch)
                .isEqualTo(1, within(0.25));
        assertThat(micros(CalibrationDevice.H800, ranks, ExpertTraffic.COMBINE_BYTES) / combine)
                .isEqualTo(1, within(0.25));
    }

    /** Dies of CloudMatrix384 (arXiv 2506.12708): its dispatch also quantises and is published at up to twice the model's time. */
    @ParameterizedTest
    @CsvSource({"8, 116, 118", "256, 152,"})
    void between45PercentAndAllOfItOn910C(int ranks, double dispatch, Double combine) {
        assertThat(micros(CalibrationDevice.ASCEND_910C, ranks, ExpertTraffic.DISPATCH_BYTES) / dispatch)
                .isBetween(0.45, 1.0);
        if (combine != null) {
            assertThat(micros(CalibrationDevice.ASCEND_910C, ranks, ExpertTraffic.COMBINE_BYTES) / combine)
                    .isEqualTo(1, within(0.1));
        }
    }

    @Test
    void oneRankSendsNothing() {
        assertThat(ExpertTraffic.layerSeconds(chip(CalibrationDevice.H20), 1, 128, 7168))
                .isZero();
    }

    /** What leaves the scale-up domain goes over the network, so twice the ranks are worse though each sends the same. */
    @Test
    void leavingTheScaleUpDomainCosts() {
        double inside = micros(CalibrationDevice.H20, 8, ExpertTraffic.COMBINE_BYTES);

        assertThat(micros(CalibrationDevice.H20, 16, ExpertTraffic.COMBINE_BYTES))
                .isGreaterThan(4 * inside);
        assertThat(micros(CalibrationDevice.ASCEND_910C, 16, ExpertTraffic.COMBINE_BYTES))
                .isLessThan(1.1 * micros(CalibrationDevice.ASCEND_910C, 8, ExpertTraffic.COMBINE_BYTES));
    }

    private static double micros(CalibrationDevice device, int ranks, double bytesPerNumber) {
        return 1e6 * ExpertTraffic.allToAllSeconds(chip(device), ranks, NUMBERS * bytesPerNumber);
    }

    private static Chip chip(CalibrationDevice device) {
        return device.replica(1, 1, 0.5).chip();
    }
}
