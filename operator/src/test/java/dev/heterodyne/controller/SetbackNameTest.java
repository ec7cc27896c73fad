package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SetbackNameTest {
    private static final SetbackName NAME = new SetbackName("0a-1b", "pool.a", Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void isReadAsItWasWritten() {
        assertThat(NAME.text()).isEqualTo("0a-1b/pool.a@2026-03-01T12:00:00Z");
        assertThat(SetbackName.parse(NAME.text())).contains(NAME);
    }

    @Test
    void theNameOfAnAttemptIsNone() {
        assertThat(SetbackName.parse(EvidenceInbox.nameOf("0a-1b", 3))).isEmpty();
        assertThat(SetbackName.parse("0a-1b/pool@soon")).isEmpty();
        assertThat(SetbackName.parse("")).isEmpty();
    }
}
