package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into a list of conditions. */
final class Conditions {
    private Conditions() {}

    static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst();
    }

    static boolean hasReason(@Nullable List<Condition> conditions, ConditionType type, String reason) {
        return find(conditions, type.name())
                .filter(c -> reason.equals(c.getReason()))
                .isPresent();
    }
}
