package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Setback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetbackTimesTest {
    private static final Instant SEEN = Instant.parse("2026-03-01T10:00:00Z");

    private static SetbackTimes of(@Nullable String seen, @Nullable String until) {
        return SetbackTimes.of(new Setback("a", AttemptOutcome.StackFailure, "stack failed", seen, until));
    }

    @Test
    void aSetbackIsPastFromTheMomentThatIsStated() {
        SetbackTimes times = of("2026-03-01T10:00:00Z", "2026-03-01T12:00:00+01:00");
        assertThat(times).isEqualTo(new SetbackTimes(SEEN, SEEN.plusSeconds(3600)));
        assertThat(times.arePast(SEEN.plusSeconds(3599))).isFalse();
        assertThat(times.arePast(SEEN.plusSeconds(3600))).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "2026-03-01", "2026-13-01T10:00:00Z"})
    void whatCannotBeReadIsAsGoodAsNotStated(@Nullable String text) {
        assertThat(of(text, text)).isEqualTo(new SetbackTimes(Instant.EPOCH, Instant.MAX));
    }
}
