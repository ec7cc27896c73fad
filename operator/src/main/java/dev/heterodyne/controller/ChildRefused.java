package dev.heterodyne.controller;

import org.jspecify.annotations.Nullable;

/** The API server will not take a child as it is, now or later: somebody has to correct the job. */
final class ChildRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ConditionReason reason;

    ChildRefused(ConditionReason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ConditionReason reason() {
        return reason;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
