package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heterodyne.golden.Golden;
import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The routing is a threshold: with s the share of the ideal Ascend training goodput that survives, training leaves H20 where
 * the arithmetic of published figures says (research/science.md, section 0).
 */
class ThresholdTest {
    private static final Parallelism ALONE = new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS);
    private static final double NEVER_FAILS = 1e15;

    static Stream<JsonNode> figures() {
        return Golden.of("goodput.json", "comparative_advantage");
    }

    /** Nobody else wants an accelerator, and nobody is expected to: each goes where it is better served. */
    @ParameterizedTest
    @MethodSource("figures")
    void absolute(JsonNode figures) {
        double crossing = crossing(s -> ascendTrains(cluster(figures, s).waits(training())));

        assertThat(crossing).isCloseTo(figures.path("s_absolute_threshold").asDouble(), Percentage.withPercentage(1));
    }

    /** A service wants the Ascend accelerator too: what counts is who loses more by giving way. */
    @ParameterizedTest
    @MethodSource("figures")
    void comparative(JsonNode figures) {
        double crossing = crossing(s -> ascendTrains(cluster(figures, s).waits(training(), service(1))));

        assertThat(crossing)
                .isCloseTo(figures.path("s_comparative_threshold").asDouble(), Percentage.withPercentage(1));
    }

    /** Whoever is asked first, both end where the comparative advantage puts them. */
    @ParameterizedTest
    @MethodSource("figures")
    void comparativeWithTheServiceFirst(JsonNode figures) {
        double crossing = crossing(s -> ascendTrains(cluster(figures, s).waits(training(), service(-1))));

        assertThat(crossing)
                .isCloseTo(figures.path("s_comparative_threshold").asDouble(), Percentage.withPercentage(1));
    }

    private static double crossing(DoublePredicate ascendTrains) {
        assertThat(ascendTrains.test(0.05)).isFalse();
        assertThat(ascendTrains.test(1)).isTrue();
        double low = 0.05;
        double high = 1;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (ascendTrains.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static boolean ascendTrains(TestCluster cluster) {
        Decision decision = cluster.decide("train");
        assertThat(decision.shares()).as(decision.message()).hasSize(1);
        return decision.shares().get(0).pool().equals("ascend");
    }

    private static TestCluster cluster(JsonNode figures, double survives) {
        Chip h20 = chip("cuda", 148e12, figures, "h20_mfu_assumed", "decode_h20_lt50ms");
        Chip ascend = chip("cann", 752e12, figures, "ascend_mfu", "decode_910c_lt50ms");
        return new TestCluster()
                .pool("h20", h20, 1, 1, 1)
                .pool("ascend", ascend, 1, 1, 1)
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.QUALIFIED, survives, NEVER_FAILS)
                .policy(new Policy(Policy.DEFAULT_NAME, Map.of(), Map.of(), OriginMandate.NONE, Map.of()));
    }

    /** Trains at its peak times its MFU, and decodes, bound by a bandwidth in proportion to the rate that was measured. */
    private static Chip chip(String stack, double peak, JsonNode figures, String mfu, String decode) {
        return Chips.chip(
                stack,
                "",
                stack,
                100,
                figures.path(decode).asDouble(),
                Map.of(Precision.BF16, peak, Precision.INT8, 1e18),
                new Links(0, 1, 25e9),
                new Efficiencies(figures.path(mfu).asDouble(), 1, 1, 1),
                new Prior(1, NEVER_FAILS, 1));
    }

    private static TrainingRequest training() {
        return Jobs.training(
                "train", 0, Model.of(7e9, 7e9, Precision.BF16), Jobs.variants(1, 1, ALONE, "cuda", "cann"));
    }

    private static InferenceRequest service(long created) {
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "serving", "serve"),
                0,
                created,
                Policy.DEFAULT_NAME,
                Model.of(7e9, 7e9, Precision.INT8),
                List.of(new Variant("cuda", 1, 1, ALONE), new Variant("cann", 1, 1, ALONE)),
                new ReplicaBounds(1, 1, OptionalInt.empty()),
                new Load(0, 0, 100),
                Slo.NONE,
                1);
    }
}
