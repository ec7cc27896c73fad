package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00.123Z");

    @Test
    void theTimeOfTransitionMovesOnlyWithTheStatus() {
        // Given
        List<Condition> before = at(THEN).draft(null, 1)
                .no(ConditionType.PodsReady, ConditionReason.WaitingForPods, "0 of 2")
                .toList();
        // When
        List<Condition> sameStatus = at(NOW).draft(before, 2)
                .no(ConditionType.PodsReady, ConditionReason.NodesNotReady, "not Ready: n")
                .toList();
        List<Condition> otherStatus = at(NOW).draft(before, 2)
                .yes(ConditionType.PodsReady, ConditionReason.AllPodsReady, "all")
                .toList();
        // Then
        assertThat(sameStatus).singleElement().satisfies(c -> {
            assertThat(c.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(c.getReason()).isEqualTo("NodesNotReady");
            assertThat(c.getObservedGeneration()).isEqualTo(2);
        });
        assertThat(otherStatus)
                .singleElement()
                .satisfies(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-01-02T00:00:00Z"));
    }

    @Test
    void theSameAgainIsEqual() {
        List<Condition> before = at(THEN).draft(null, 1)
                .yes(ConditionType.Placed, ConditionReason.Placed, "m")
                .toList();
        assertThat(at(NOW).draft(before, 1)
                        .yes(ConditionType.Placed, ConditionReason.Placed, "m")
                        .toList())
                .isEqualTo(before);
    }

    @Test
    void conditionsOfOthersAreKept() {
        List<Condition> before = List.of(new io.fabric8.kubernetes.api.model.ConditionBuilder()
                .withType("QuotaReserved")
                .withStatus("True")
                .build());
        assertThat(at(NOW).draft(before, 1)
                        .yes(ConditionType.Placed, ConditionReason.Placed, "m")
                        .toList())
                .extracting(Condition::getType)
                .containsExactly("QuotaReserved", "Placed");
    }

    @Test
    void messagesAreCutToWhatStatusTakes() {
        assertThat(StatusFactory.brief("x".repeat(5000))).hasSize(1024).endsWith("...");
    }

    private static StatusFactory at(Instant time) {
        return new StatusFactory(Clock.fixed(time, ZoneOffset.UTC));
    }
}
