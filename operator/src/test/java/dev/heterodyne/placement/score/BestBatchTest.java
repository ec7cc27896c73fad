package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Slo;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BestBatchTest {
    private static final Model DENSE = Model.of(30e9, 30e9, Precision.BF16);
    private static final Model MIXTURE = Model.of(400e9, 30e9, Precision.FP8);
    private static final Load LOAD = new Load(0, 1000, 400);
    private static final Percentage EXACT = Percentage.withPercentage(1e-9);

    private static Replica replica(Model model, int accelerators, int tensor) {
        return new Replica(Chips.H20, model, new Parallelism(tensor, 1, 1), accelerators);
    }

    private static Serving serving(Replica replica, Slo slo) {
        return ((ServingEstimate.Serves) BestBatch.estimate(replica, LOAD, slo)).serving();
    }

    private static Slo perToken(double seconds) {
        return new Slo(OptionalDouble.of(seconds), OptionalDouble.empty());
    }

    @Test
    void oneAcceleratorHasNobodyToTalkTo() {
        assertThat(serving(replica(DENSE, 1, 1), Slo.NONE).interconnect()).isEqualTo(1);
    }

    /** The two axes multiplied are the rate that the times give. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void computeTimesInterconnectIsTheRealRate(int tensor) {
        Serving serving = serving(replica(MIXTURE, 8, tensor), Slo.NONE);

        double groups = 8.0 / tensor;
        double seconds = serving.timeToFirstToken() / groups
                + LOAD.outputTokens() * serving.timePerOutputToken() / serving.batch();
        assertThat(serving.requestsPerSecond()).isCloseTo(1 / seconds, EXACT);
        assertThat(serving.interconnect()).isBetween(0.3, 0.99);
    }

    /** The bound is held by the whole step, and one sequence more would break it. */
    @ParameterizedTest
    @ValueSource(doubles = {0.030, 0.040, 0.060})
    void theBatchFillsTheLatencyAskedForCommunicationIncluded(double bound) {
        Replica replica = replica(MIXTURE, 8, 8);
        Serving serving = serving(replica, perToken(bound));
        DecodeStep step = new DecodeStep(replica, 1200, Speculation.NONE);

        assertThat(serving.timePerOutputToken()).isEqualTo(step.secondsPerToken(serving.batch()));
        assertThat(serving.timePerOutputToken()).isLessThanOrEqualTo(bound);
        assertThat(step.secondsPerToken(serving.batch() + 1)).isGreaterThan(bound);
        assertThat(step.exposedSeconds(serving.batch())).isPositive();
    }

    /** The roofline alone would hold this bound; the latency of the collectives breaks it. */
    @Test
    void aLatencyThatOnlyTheRooflineHoldsIsTooSlow() {
        Replica replica = replica(MIXTURE, 8, 8);
        DecodeStep step = new DecodeStep(replica, 1200, Speculation.NONE);
        double between = step.rooflineSeconds(1) + step.exposedSeconds(1) / 2;

        assertThat(BestBatch.estimate(replica, LOAD, perToken(between)))
                .isEqualTo(new ServingEstimate.TooSlow("timePerOutputTokenMs", step.secondsPerToken(1), between));
    }

    @Test
    void everyGroupReadsItsOwnDenseWeights() {
        double together = new DecodeStep(replica(MIXTURE, 8, 8), 1000, Speculation.NONE).rooflineSeconds(1);
        double apart = new DecodeStep(replica(MIXTURE, 8, 1), 1000, Speculation.NONE).rooflineSeconds(1);

        double dense = ExpertWeights.DENSE_SHARE_OF_ACTIVE * 30e9;
        assertThat(apart - together).isCloseTo(7 * dense / (8 * 4e12 * 0.60), EXACT);
    }

    /** Attention over a narrow cache costs FLOP that grow with the context; over a wide one reading hides them. */
    @ParameterizedTest
    @EnumSource(CalibrationDevice.class)
    void contextCostsLatentAttentionMoreThanReadingItsCache(CalibrationDevice device) {
        Replica latent = device.replica(8, 1, 0.5);
        double batch = 64;
        double grown = roofline(latent, 16_384, batch) - roofline(latent, 8_192, batch);
        double ranks = latent.accelerators();

        double reading = batch * 8_192 * 61 * 576 * 2 / (ranks * latent.bandwidth());
        double computing = batch * 8_192 * 4 * 61 * 128 * 576 / (ranks * latent.attentionFlops());
        assertThat(grown).isCloseTo(Math.max(reading, computing), Percentage.withPercentage(20));
        assertThat(computing).isGreaterThan(reading);
    }

    @Test
    void contextCostsGroupedQueryAttentionTheReadingOfItsCache() {
        Replica grouped = replica(DENSE, 1, 1);
        double grown = roofline(grouped, 16_384, 4) - roofline(grouped, 8_192, 4);

        double cache = TransformerShape.cacheBytesPerToken(DENSE);
        assertThat(grown).isCloseTo(4 * 8_192 * cache / grouped.bandwidth(), EXACT);
    }

    private static double roofline(Replica replica, double context, double batch) {
        return new DecodeStep(replica, context, Speculation.NONE).rooflineSeconds(batch);
    }
}
