package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
    private static final Pattern COMPLETION = Pattern.compile("ascend-a would win if completion rose above ([0-9.]+)");

    private static TestCluster story(double completion) {
        return new TestCluster()
                .pool("h20-a", Chips.H20, 1, 4, 8)
                .pool("ascend-a", Chips.ASCEND, 2, 4, 16)
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, completion, 5_000)
                .waits(Jobs.pretrain());
    }

    private static TestCluster floored(TestCluster cluster, double floor) {
        return cluster.policy(new Policy(
                Policy.DEFAULT_NAME,
                Map.of(),
                Map.of(WorkloadKind.TRAINING, floor),
                OriginMandate.NONE,
                Policy.DEFAULT.expectedDemand()));
    }

    private static double named(Decision decision) {
        Matcher matcher = COMPLETION.matcher(decision.message());
        assertThat(matcher.find()).as(decision.message()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static String pool(Decision decision) {
        return decision.shares().get(0).pool();
    }

    /** The sentence is true: just above its figure the pool wins, two hundredths below it does not. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.8, 0.9})
    void theCompletionNamedTurnsTheDecision(double floor) {
        double completion = named(floored(story(0.1), floor).decide("r2-pretrain"));

        assertThat(pool(floored(story(completion + 1e-6), floor).decide("r2-pretrain")))
                .isEqualTo("ascend-a");
        assertThat(pool(floored(story(completion - 0.02), floor).decide("r2-pretrain")))
                .isEqualTo("h20-a");
    }

    @Test
    void aPoolThatNeverCompletedARunStillHasAWayBack() {
        assertThat(named(floored(story(0), 0.5).decide("r2-pretrain"))).isBetween(0.5, 0.99);
    }

    @Test
    void whereNoCompletionWouldDoTheSentenceNamesNone() {
        assertThat(floored(story(0.1), 0.999).decide("r2-pretrain").message()).doesNotContain("would win");
    }

    @Test
    void aPoolThatLostByItsPriceNamesThePrice() {
        TestCluster cluster = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .pool("ascend-a", Chips.ASCEND, 1, 1, 8)
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.52, 50_000)
                .waits(Jobs.gang("flexible", 1, 1, 8, "cuda", "cann"), Jobs.gang("rigid", 2, 1, 8, "cuda"));

        Decision decision = cluster.decide("flexible");
        Candidate h20 = decision.candidates().get(1);

        assertThat(decision.message()).containsPattern("h20-a would win if its price fell below 0\\.[0-9]{2}");
        double price = Double.parseDouble(decision.message().replaceAll(".*fell below ([0-9.]+).*", "$1"));
        assertThat(h20.value() - price)
                .isGreaterThan(decision.candidates().get(0).score());
        assertThat(h20.value() - price - 0.02)
                .isLessThan(decision.candidates().get(0).score());
    }

    @Test
    void aSplitThatGoesByThePriceOfTheLoadNamesNoScoreToBeat() {
        Services chat = Services.named("chat").load(1);

        assertThat(messageOf(chat.inOnePool())).contains("h20-a would win if its price fell below");
        assertThat(messageOf(chat)).contains("h20-a").doesNotContain("would win");
    }

    @Test
    void aServiceThatDoesNotCarryItsLoadSaysSo() {
        Services busy = Services.named("chat").load(1e6);

        assertThat(messageOf(busy.replicas(1, 2))).contains("of 1000000.0 rps, and replicas.max allows no more");
        assertThat(messageOf(busy.replicas(1, 99))).contains("of 1000000.0 rps; the rest waits for accelerators");
        assertThat(messageOf(busy.load(1))).doesNotContain("rps");
    }

    private static String messageOf(Services chat) {
        return new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .pool("ascend-a", Chips.ASCEND, 1, 1, 8)
                .maturity("ascend-a", WorkloadKind.INFERENCE, MaturityState.QUALIFIED, 0.3, 50_000)
                .waits(chat.request())
                .decide("chat")
                .message();
    }

    @Test
    void anAssumedModelIsSaid() {
        assertThat(new TestCluster()
                        .pool("h20-a", Chips.H20, 1, 1, 8)
                        .waits(Jobs.gang("plain", 1, 1, 8, "cuda"))
                        .decide("plain")
                        .message())
                .contains("names no model");
    }

    @Test
    void everyPoolIsACandidateWithItsReason() {
        Decision decision = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .pool("h20-b", Chips.H20, 1, 1, 4)
                .pool("ascend-a", Chips.ASCEND, 1, 1, 8)
                .waits(Jobs.gang("job", 1, 1, 8, "cuda"))
                .decide("job");

        assertThat(decision.candidates())
                .extracting(c -> c.pool() + " " + c.reason().map(Reason::name).orElse("feasible"))
                .containsExactly("h20-a feasible", "h20-b NotEnoughAccelerators", "ascend-a NoRuntimeForStack");
    }

    @Test
    void aSentenceIsBoundedHoweverManyPoolsThereAre() {
        TestCluster cluster = new TestCluster();
        for (int p = 0; p < 60; p++) {
            cluster.pool("pool-" + p + "-" + "x".repeat(230), Chips.H20, 1, 1, 8);
        }
        TrainingRequest tooBig = Jobs.gang("too-big", 1, 4, 8, "cuda");
        Decision waits =
                cluster.waits(tooBig, Jobs.gang("fits", 2, 1, 8, "cuda")).decide("too-big");

        assertThat(waits.candidates()).hasSize(60);
        assertThat(waits.message()).hasSizeLessThanOrEqualTo(1024).contains("needs 32 accelerators, has 8 healthy");
        assertThat(cluster.decide("fits").message()).hasSizeLessThanOrEqualTo(1024);
    }
}
