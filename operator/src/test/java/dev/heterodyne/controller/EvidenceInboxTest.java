package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.Run;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceInboxTest {
    private static final EvidenceInbox.Report FIRST = report("u1/1", Outcome.COMPLETED);
    private static final EvidenceInbox.Report SECOND = report("u2/3", Outcome.STACK_FAILURE);
    private final EvidenceInbox inbox = new EvidenceInbox(new Triggers());

    @Test
    void handsRunsToTheirPoolInTheOrderInWhichTheyCame() {
        inbox.submit("a", FIRST);
        inbox.submit("a", SECOND);
        assertThat(inbox.pending("a")).containsExactly(FIRST, SECOND);
        assertThat(inbox.pending("b")).isEmpty();
    }

    @Test
    void aRunHandedInTwiceIsOneAndItsFirstOutcomeStands() {
        inbox.submit("a", FIRST);
        inbox.submit("a", report("u1/1", Outcome.UNKNOWN));
        assertThat(inbox.pending("a")).containsExactly(FIRST);
    }

    @Test
    void aRunThatIsWrittenIsNoLongerPendingAndKnownAsTaken() {
        inbox.submit("a", FIRST);
        inbox.submit("a", SECOND);
        inbox.written("a", FIRST, Optional.of(FIRST.counted()));
        assertThat(inbox.pending("a")).containsExactly(SECOND);
        assertThat(inbox.taken("u1/1")).contains(FIRST.counted());
        assertThat(inbox.taken("u2/3")).isEmpty();
    }

    @Test
    void whatThePoolHadCountedBeforeGoesOverWhatWasHandedIn() {
        inbox.submit("a", SECOND);
        CountedAttempt before = new CountedAttempt("u2/3", AttemptOutcome.HardwareFailure, List.of("n1"));
        inbox.written("a", SECOND, Optional.of(before));
        assertThat(inbox.taken("u2/3")).contains(before);
    }

    @Test
    void whatTheJobShowsIsForgotten() {
        inbox.submit("a", FIRST);
        inbox.written("a", FIRST, Optional.empty());
        assertThat(inbox.taken("u1/1")).contains(FIRST.counted());
        inbox.settled("u1/1");
        assertThat(inbox.taken("u1/1")).isEmpty();
    }

    @Test
    void theNameOfAnAttemptSaysWhoseItIs() {
        String name = EvidenceInbox.nameOf("0a1b/2c", 12);
        assertThat(EvidenceInbox.uidOf(name)).isEqualTo("0a1b/2c");
        assertThat(EvidenceInbox.numberOf(name)).isEqualTo(12);
    }

    private static EvidenceInbox.Report report(String attempt, Outcome outcome) {
        return new EvidenceInbox.Report(
                new JobId(WorkloadKind.TRAINING, "team", "t"),
                attempt,
                new Run(outcome, "", 1, false, false),
                List.of());
    }
}
