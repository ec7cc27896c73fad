package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** Conditions by type, status and reason, each with a message for people. */
final class ConditionAssert {
    private ConditionAssert() {}

    static void has(List<Condition> conditions, String type, String status, String reason) {
        assertThat(conditions).as("conditions").isNotNull();
        Condition condition = find(conditions, type);
        assertThat(condition.getStatus() + " " + condition.getReason())
                .as("condition %s: %s", type, condition.getMessage())
                .isEqualTo(status + " " + reason);
        assertThat(condition.getMessage()).as("message of condition %s", type).isNotBlank();
    }

    /** Its message has this in it. */
    static void says(List<Condition> conditions, String type, String text) {
        assertThat(find(conditions, type).getMessage())
                .as("message of condition %s", type)
                .contains(text);
    }

    private static Condition find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(c -> Objects.equals(c.getType(), type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition %s in %s".formatted(type, conditions)));
    }
}
