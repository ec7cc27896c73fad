package dev.heterodyne.evidence;

/** What a run adds to the evidence on its pool. */
enum Effect {
    /** The pool carried the run to its end. */
    COMPLETED(1, 0, 0, true),
    /** The stack or the hardware failed it for good. */
    FAILED(0, 1, 1, true),
    /** Hardware failed under it and a restart on other nodes is enough: what the time between failures measures. */
    CURED(0, 0, 1, true),
    /** It ended for a reason of its own: its hours without a failure count, its end does not (right censoring). */
    CENSORED(0, 0, 0, true),
    /** Nothing says why it ended, so its hours may or may not have held a failure. */
    IGNORED(0, 0, 0, false);

    private final int completed;
    private final int failed;
    private final int failures;
    private final boolean exposure;

    Effect(int completed, int failed, int failures, boolean exposure) {
        this.completed = completed;
        this.failed = failed;
        this.failures = failures;
        this.exposure = exposure;
    }

    static Effect of(Run run) {
        return switch (run.outcome()) {
            case COMPLETED -> COMPLETED;
            case STACK_FAILURE -> FAILED;
            case HARDWARE_FAILURE -> run.abandoned() ? FAILED : CURED;
            case PREEMPTED, CANCELLED, USER_ERROR -> CENSORED;
            case UNKNOWN -> IGNORED;
        };
    }

    int completed() {
        return completed;
    }

    int failed() {
        return failed;
    }

    int failures() {
        return failures;
    }

    /** Whether the hours that it held its accelerators are hours of observation. */
    boolean exposure() {
        return exposure;
    }

    /** The streak after it: completed runs in a row above 0, failed ones below; whatever is neither leaves it. */
    int streakAfter(int before) {
        return switch (this) {
            case COMPLETED -> Math.max(before, 0) + 1;
            case FAILED -> Math.min(before, 0) - 1;
            case CURED, CENSORED, IGNORED -> before;
        };
    }
}
