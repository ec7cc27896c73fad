package dev.heterodyne.controller;

import dev.heterodyne.placement.filter.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes every condition that the operator writes. */
final class StatusFactory {
    private static final int LONGEST_MESSAGE = 1024;
    private final Clock clock;

    StatusFactory(Clock clock) {
        this.clock = clock;
    }

    /** Goes on from the conditions that are there; their time of transition moves only with their status. */
    Draft draft(@Nullable List<Condition> before, long generation) {
        return new Draft(before == null ? List.of() : before, generation);
    }

    /** The time to write into status, to the second. */
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Cuts a message to what status takes. */
    static String brief(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }

    /** Conditions being put together. */
    final class Draft {
        private final Map<String, Condition> conditions = new LinkedHashMap<>();
        private final long generation;

        private Draft(List<Condition> before, long generation) {
            before.forEach(c -> conditions.put(c.getType(), c));
            this.generation = generation;
        }

        Draft yes(ConditionType type, ConditionReason reason, String message) {
            return set(type, "True", reason.name(), message);
        }

        Draft yes(ConditionType type, Reason reason, String message) {
            return set(type, "True", reason.name(), message);
        }

        Draft no(ConditionType type, ConditionReason reason, String message) {
            return set(type, "False", reason.name(), message);
        }

        Draft no(ConditionType type, Reason reason, String message) {
            return set(type, "False", reason.name(), message);
        }

        Draft drop(ConditionType type) {
            conditions.remove(type.name());
            return this;
        }

        List<Condition> toList() {
            return List.copyOf(conditions.values());
        }

        private Draft set(ConditionType type, String status, String reason, String message) {
            Condition before = conditions.get(type.name());
            String since = before != null && status.equals(before.getStatus()) ? before.getLastTransitionTime() : now();
            conditions.put(
                    type.name(),
                    new ConditionBuilder()
                            .withType(type.name())
                            .withStatus(status)
                            .withReason(reason)
                            .withMessage(brief(message))
                            .withObservedGeneration(generation)
                            .withLastTransitionTime(since)
                            .build());
            return this;
        }
    }
}
