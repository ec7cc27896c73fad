package dev.heterodyne.controller;

import java.time.Duration;

/** The API server does not take a child for now: a quota, an admission policy, missing rights. Nothing tells when it will. */
final class ChildForbidden extends RuntimeException {
    /** After which to ask again. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    private static final long serialVersionUID = 1;

    ChildForbidden(String message, Throwable cause) {
        super(message, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
