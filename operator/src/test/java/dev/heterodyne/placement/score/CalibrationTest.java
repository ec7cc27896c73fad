package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Slo;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rooflines beside published throughput of DeepSeek-R1 (research/science.md, section 2; sources there and in
 * docs/model.md). Nothing is fitted: datasheets and the default efficiencies only. The last figure of a row is its relative
 * error, as docs/model.md states it, so that a change of the model shows in both.
 */
class CalibrationTest {
    /** DeepSeek-R1: 61 layers, latent attention caches 576 numbers of two bytes per token and layer. */
    private static final double KV_BYTES = 61 * 576 * 2;

    enum Row {
        H20_DECODE_70MS(Device.H20, 16, 0.070, 714, 1.80),
        H20_DECODE_50MS(Device.H20, 16, 0.050, 675, 1.96),
        H20_DECODE_30MS(Device.H20, 16, 0.030, 423, 3.73),
        ASCEND_910C_DECODE_50MS(Device.ASCEND_910C, 160, 0.0494, 1943, 1.90),
        ASCEND_910C_DECODE_30MS(Device.ASCEND_910C, 160, 0.030, 974, 4.64),
        ASCEND_910C_DECODE_15MS(Device.ASCEND_910C, 160, 0.015, 538, 8.42),
        H800_DECODE(Device.H800, 144, 0.050, 1850, 2.14),
        H100_DECODE(Device.H100, 72, 0.050, 2172, 1.49),
        H20_PREFILL(Device.H20, 16, 0, 2062, -0.03),
        ASCEND_910C_PREFILL(Device.ASCEND_910C, 16, 0, 5655, 0.80),
        H800_PREFILL(Device.H800, 32, 0, 4026, 2.32),
        H800_PREFILL_PROFILE(Device.H800, 32, 0, 7839, 0.71),
        H100_PREFILL(Device.H100, 32, 0, 6288, 1.13);

        private final Device device;
        private final int accelerators;
        private final double tokenSeconds;
        private final double published;
        private final double documented;

        Row(Device device, int accelerators, double tokenSeconds, double published, double documented) {
            this.device = device;
            this.accelerators = accelerators;
            this.tokenSeconds = tokenSeconds;
            this.published = published;
            this.documented = documented;
        }

        /** Tokens per second and device. */
        double predicted() {
            Serving serving = serving();
            return tokenSeconds > 0
                    ? serving.batch() / serving.timePerOutputToken() / accelerators
                    : LOAD.promptTokens() / serving.timeToFirstToken() / accelerators;
        }

        private Serving serving() {
            Model model = new Model(
                    671e9,
                    37e9,
                    device.precision,
                    OptionalInt.of(61),
                    OptionalInt.of(7168),
                    OptionalDouble.of(KV_BYTES),
                    false);
            Slo slo = tokenSeconds > 0 ? new Slo(OptionalDouble.of(tokenSeconds), OptionalDouble.empty()) : Slo.NONE;
            return ((ServingEstimate.Serves) InferenceRoofline.estimate(device.chip(), model, LOAD, slo, accelerators))
                    .serving();
        }

        double error() {
            return predicted() / published - 1;
        }
    }

    private static final Load LOAD = new Load(0, 4096, 512);

    enum Device {
        H20(96, 4000, Precision.FP8, 296e12),
        ASCEND_910C(128, 3200, Precision.INT8, 1504e12),
        H800(80, 3350, Precision.FP8, 1979e12),
        H100(80, 3350, Precision.FP8, 1979e12);

        private final double memory;
        private final double bandwidth;
        private final Precision precision;
        private final double peak;

        Device(double memory, double bandwidth, Precision precision, double peak) {
            this.memory = memory;
            this.bandwidth = bandwidth;
            this.precision = precision;
            this.peak = peak;
        }

        Chip chip() {
            return Chips.chip(
                    name(),
                    "",
                    "any",
                    memory,
                    bandwidth,
                    Map.of(precision, peak),
                    Links.UNKNOWN,
                    Efficiencies.DEFAULT,
                    Prior.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource(Row.class)
    void predictionsErrAsTheTableSays(Row row) {
        System.out.printf(
                "calibration: | %s | %.0f | %.0f | %+.0f %% |%n",
                row, row.published, row.predicted(), 100 * row.error());

        assertThat(row.error()).isEqualTo(row.documented, within(0.02));
    }

    /** Absolute rates are far too high, but routing compares devices: that ratio is what must hold. */
    @Test
    void theRatioOfDecodeRatesThatRoutingRestsOnIsRight() {
        double predicted = Row.ASCEND_910C_DECODE_50MS.predicted() / Row.H20_DECODE_50MS.predicted();
        double published = Row.ASCEND_910C_DECODE_50MS.published / Row.H20_DECODE_50MS.published;

        assertThat(predicted / published).isBetween(0.9, 1.1);
    }

    /** What routing needs is the order: with a bound of 50 ms the 910C decodes faster than H20, and prefills faster. */
    @Test
    void theOrderOfTheDevicesIsThePublishedOne() {
        assertThat(List.of(Row.H20_DECODE_50MS, Row.ASCEND_910C_DECODE_50MS))
                .extracting(Row::predicted)
                .isSorted();
        assertThat(List.of(Row.H20_PREFILL, Row.ASCEND_910C_PREFILL))
                .extracting(Row::predicted)
                .isSorted();
    }
}
