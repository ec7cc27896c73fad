package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heterodyne.golden.Golden;
import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Slo;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One decode step of a dense 70B model with 8 of 64 heads cached, on one device with nothing lost. */
class GoldenDecodeTest {
    private static final Model DENSE_70B = new Model(
            70e9, 70e9, Precision.BF16, OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.of(327_680), false);

    static Stream<JsonNode> vectors() {
        return Golden.of("goodput.json", "decode_roofline");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decodeStep(JsonNode golden) {
        double batch = golden.path("B").asDouble();
        double context = golden.path("L").asDouble();
        // The vectors ignore capacity: give the device just what this batch needs.
        double memory = (DENSE_70B.weightBytes() + (batch + 0.5) * 327_680 * context) / BestBatch.USABLE_MEMORY;
        Chip chip = Chips.chip(
                golden.path("dev").asText(),
                "",
                "any",
                memory / 1e9,
                golden.path("BW").asDouble() / 1e9,
                Map.of(Precision.BF16, golden.path("P").asDouble()),
                Links.UNKNOWN,
                new Efficiencies(1, 1, 1, 1),
                Prior.DEFAULT);
        ServingEstimate estimate = BestBatch.estimate(
                new Replica(chip, DENSE_70B, new Parallelism(1, 1, 1), 1), new Load(0, context, 0), Slo.NONE);

        Serving serving = ((ServingEstimate.Serves) estimate).serving();
        assertThat(serving.batch()).isEqualTo(batch);
        assertThat(serving.timePerOutputToken())
                .isCloseTo(golden.path("t_step_s").asDouble(), Percentage.withPercentage(1e-9));
        assertThat(serving.batch() / serving.timePerOutputToken())
                .isCloseTo(golden.path("tok_s").asDouble(), Percentage.withPercentage(1e-9));
    }
}
