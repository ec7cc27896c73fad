package dev.heterodyne.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LoadWindowTest {
    private static final ScalingRules RULES = new ScalingRules(Duration.ofSeconds(60), Duration.ofSeconds(300), 0.1);
    private static final int STEP = 15;

    private LoadWindow window = LoadWindow.EMPTY;
    private CarriedLoad carried = CarriedLoad.UNKNOWN;
    private int second;

    /** Reads the same load every 15 s until that second. */
    private void readUntil(int end, double requestsPerSecond) {
        while (second + STEP <= end) {
            second += STEP;
            read(requestsPerSecond, OptionalDouble.empty(), true);
        }
    }

    private void read(double requestsPerSecond, OptionalDouble promptTokens, boolean complete) {
        window = window.with(
                new Reading(now(), requestsPerSecond, promptTokens, OptionalDouble.empty(), complete), RULES);
        look();
    }

    private void look() {
        carried = window.carry(now(), RULES, carried);
    }

    private Instant now() {
        return Instant.EPOCH.plusSeconds(second);
    }

    private double load() {
        return carried.requestsPerSecond().orElseThrow();
    }

    @Test
    void theFirstReadingCountsAtOnceWithHeadroom() {
        readUntil(15, 10);
        assertThat(load()).isEqualTo(11);
    }

    @Test
    void moreLoadCountsAtOnceAndLessAfterTheWindow() {
        readUntil(600, 10);
        readUntil(615, 40);
        assertThat(load()).isEqualTo(44);
        readUntil(900, 10);
        assertThat(load()).isEqualTo(44);
        readUntil(915, 10);
        assertThat(load()).isEqualTo(11);
    }

    @Test
    void afterAStartWhatIsWrittenIsTheFloorUntilTheWindowHasPassed() {
        carried = new CarriedLoad(OptionalDouble.of(100), OptionalDouble.empty(), OptionalDouble.empty());
        readUntil(300, 10);
        assertThat(load()).isEqualTo(100);
        readUntil(315, 10);
        assertThat(load()).isEqualTo(11);
    }

    @Test
    void staleReadingsNeverLower() {
        readUntil(600, 40);
        second = 2000;
        look();
        assertThat(window.isFresh(now(), RULES)).isFalse();
        assertThat(load()).isEqualTo(44);
    }

    @Test
    void aGapStartsTheWindowAnew() {
        readUntil(600, 40);
        second = 690;
        read(10, OptionalDouble.empty(), true);
        readUntil(975, 10);
        assertThat(load()).isEqualTo(44);
        readUntil(990, 10);
        assertThat(load()).isEqualTo(11);
    }

    @Test
    void aClockSetBackLowersNothingEarly() {
        readUntil(600, 40);
        second = 100;
        read(10, OptionalDouble.empty(), true);
        readUntil(895, 10); // what was read at 600 then counts for a window from there
        assertThat(load()).isEqualTo(44);
        readUntil(910, 10);
        assertThat(load()).isEqualTo(11);
    }

    @Test
    void whatIsReadInPartRaisesAndNeverLowers() {
        readUntil(600, 10);
        second = 615;
        read(40, OptionalDouble.empty(), false);
        assertThat(load()).isEqualTo(44);
        while (second < 2000) {
            second += STEP;
            read(10, OptionalDouble.empty(), false);
        }
        assertThat(load()).isEqualTo(44);
        assertThat(window.isFresh(now(), RULES)).isFalse();
    }

    @Test
    void noiseIsNotWrittenButNeverIsLessCarriedThanRead() {
        readUntil(300, 10);
        assertThat(load()).isEqualTo(11);
        readUntil(315, 10.4); // 11.44 would be wanted: within 5 %
        assertThat(load()).isEqualTo(11);
        readUntil(330, 10.6); // 11.66: beyond
        assertThat(load()).isEqualTo(11.7);

        ScalingRules noHeadroom = new ScalingRules(RULES.staleAfter(), RULES.window(), 0);
        Reading more = new Reading(now(), 11.8, OptionalDouble.empty(), OptionalDouble.empty(), true);
        assertThat(window.with(more, noHeadroom)
                        .carry(now(), noHeadroom, carried)
                        .requestsPerSecond())
                .as("11.7 would carry less than is read")
                .hasValue(11.8);
    }

    @Test
    void meansStandWhileThereAreNoRequests() {
        read(10, OptionalDouble.of(900), true);
        assertThat(carried.promptTokens()).hasValue(900);
        readUntil(3000, 0);
        assertThat(load()).isZero();
        assertThat(carried.promptTokens()).hasValue(900);
        assertThat(carried.outputTokens()).isEmpty();
    }

    @Test
    void withoutAWindowTheNewestReadingCounts() {
        ScalingRules now = new ScalingRules(RULES.staleAfter(), Duration.ZERO, 0);
        LoadWindow two = LoadWindow.EMPTY
                .with(new Reading(now(), 10, OptionalDouble.empty(), OptionalDouble.empty(), true), now)
                .with(new Reading(now().plusSeconds(1), 5, OptionalDouble.empty(), OptionalDouble.empty(), true), now);
        assertThat(two.carry(now().plusSeconds(2), now, CarriedLoad.UNKNOWN).requestsPerSecond())
                .hasValue(5);
    }

    @Test
    void whatIsRememberedStaysShort() {
        ScalingRules day = new ScalingRules(Duration.ofDays(1), Duration.ofDays(1), 0);
        for (int i = 5000; i > 0; i--) {
            second++;
            window = window.with(
                    new Reading(now(), 950 + i / 100.0, OptionalDouble.empty(), OptionalDouble.empty(), true), day);
        }
        assertThat(window.requestsPerSecond().falling()).hasSizeLessThan(100);
        assertThat(window.carry(now(), day, CarriedLoad.UNKNOWN).requestsPerSecond())
                .hasValue(1000);
    }
}
