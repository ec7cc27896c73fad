package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
    private static final String NINE = "2026-11-24T09:00:00Z";
    private static final String TEN = "2026-11-24T10:00:00Z";
    private static final String NOON = "2026-11-24T12:00:00Z";

    @Test
    void aHardwareFaultBeforeAnythingWasSavedIsAFailureOfThePool() {
        assertThat(ending(AttemptOutcome.HardwareFailure, NINE, TEN, null, null, true))
                .isEqualTo(Ending.POOL_FAILED);
        assertThat(ending(AttemptOutcome.HardwareFailure, NINE, TEN, 300L, 300L, true))
                .isEqualTo(Ending.POOL_FAILED);
    }

    @Test
    void oneAfterTheJobGotAheadUsesUpNoAttempt() {
        assertThat(ending(AttemptOutcome.HardwareFailure, NINE, TEN, 400L, 300L, true))
                .as("a step was saved")
                .isEqualTo(Ending.DISRUPTED);
        assertThat(ending(AttemptOutcome.HardwareFailure, NINE, NOON, null, null, true))
                .as("hours of work")
                .isEqualTo(Ending.DISRUPTED);
    }

    @Test
    void withoutCheckpointsNothingIsAhead() {
        assertThat(ending(AttemptOutcome.HardwareFailure, NINE, NOON, null, null, false))
                .isEqualTo(Ending.POOL_FAILED);
    }

    @Test
    void aStackThatFailsAfterHoursFailsAllTheSame() {
        assertThat(ending(AttemptOutcome.StackFailure, NINE, NOON, 400L, 300L, true))
                .isEqualTo(Ending.POOL_FAILED);
    }

    private static Ending ending(
            AttemptOutcome outcome,
            String ready,
            String end,
            @Nullable Long saved,
            @Nullable Long resumed,
            boolean checkpointed) {
        Attempt attempt = new Attempt(
                1, "h20-a", "cuda", null, 8, NINE, ready, end, outcome, null, List.of("h20-1"), saved, resumed);
        List<PastAttempt> past = HistoryReader.past(List.of(attempt), checkpointed);
        assertThat(past.get(0).failedNodes()).containsExactly("h20-1");
        return past.get(0).ending();
    }
}
