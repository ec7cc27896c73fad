package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heterodyne.golden.Golden;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulae against vectors computed elsewhere. */
class GoldenScoreTest {
    private static final Percentage EXACT = Percentage.withPercentage(1e-9);

    static Stream<JsonNode> checkpoints() {
        return Golden.of("goodput.json", "checkpoint");
    }

    static Stream<JsonNode> allReduces() {
        return Golden.of("goodput.json", "allreduce");
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void youngAndDaly(JsonNode golden) {
        double write = golden.path("C_s").asDouble();
        double mttf = golden.path("M_s").asDouble();

        assertThat(CheckpointInterval.young(write, mttf))
                .isCloseTo(golden.path("young_s").asDouble(), EXACT);
        assertThat(CheckpointInterval.daly(write, mttf))
                .isCloseTo(golden.path("daly_higher_s").asDouble(), EXACT);
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void effectiveShare(JsonNode golden) {
        assertThat(share(golden, "exact_opt_s"))
                .isCloseTo(golden.path("goodput_at_exact").asDouble(), EXACT);
        assertThat(share(golden, "young_s"))
                .isCloseTo(golden.path("goodput_at_young").asDouble(), EXACT);
        assertThat(share(golden, "daly_higher_s"))
                .isCloseTo(golden.path("goodput_at_daly_higher").asDouble(), EXACT);
    }

    /** The exact optimum is one: neither side of it is better. */
    @ParameterizedTest
    @MethodSource("checkpoints")
    void noIntervalBeatsTheExactOptimum(JsonNode golden) {
        double best = share(golden, "exact_opt_s");
        double interval = golden.path("exact_opt_s").asDouble();

        assertThat(shareAt(golden, interval * 1.05)).isLessThan(best);
        assertThat(shareAt(golden, interval / 1.05)).isLessThan(best);
    }

    /** What a run keeps, with the job's own interval, is the exact share times its chance to complete. */
    @ParameterizedTest
    @MethodSource("checkpoints")
    void maturityOfAGang(JsonNode golden) {
        int gang = 64;
        double mttfHours = golden.path("M_s").asDouble() / 3600;
        CheckpointPlan plan = new CheckpointPlan(
                true,
                OptionalDouble.of(golden.path("young_s").asDouble()),
                golden.path("C_s").asDouble(),
                golden.path("R_s").asDouble());

        double maturity = TrainingMaturity.of(new Maturity(MaturityState.QUALIFIED, 0.8, mttfHours * gang), plan, gang);

        assertThat(maturity).isCloseTo(0.8 * golden.path("goodput_at_young").asDouble(), EXACT);
    }

    @ParameterizedTest
    @MethodSource("allReduces")
    void allReduce(JsonNode golden) {
        assertThat(Collective.allReduceSeconds(
                        golden.path("n").asDouble(),
                        golden.path("bytes").asDouble(),
                        golden.path("bw_Bps").asDouble()))
                .isCloseTo(golden.path("t_s").asDouble(), within(1e-12));
    }

    private static double share(JsonNode golden, String interval) {
        return shareAt(golden, golden.path(interval).asDouble());
    }

    private static double shareAt(JsonNode golden, double interval) {
        return CheckpointInterval.effectiveShare(
                interval,
                golden.path("C_s").asDouble(),
                golden.path("M_s").asDouble(),
                golden.path("R_s").asDouble());
    }
}
