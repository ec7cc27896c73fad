package dev.heterodyne.it;

import dev.heterodyne.api.AttemptOutcome;

/** What is planted in the pods of one stack, and what has to come out. */
enum Plant {
    /** All is well. */
    COMPLETES(AttemptOutcome.Completed, Fate.completes().between("500ms", "6s")),
    /** The collectives of the stack give up. */
    STACK_FAILS(AttemptOutcome.StackFailure, Fate.HCCL_TIMEOUT.between("200ms", "2s")),
    /** The program cannot run. */
    OWN_FAULT(AttemptOutcome.UserError, Fate.OUT_OF_MEMORY.between("200ms", "2s")),
    /** Exits with 1 and says nothing. */
    UNEXPLAINED(AttemptOutcome.Unknown, Fate.UNEXPLAINED.between("200ms", "2s"));

    private final AttemptOutcome outcome;
    private final Fate fate;

    Plant(AttemptOutcome outcome, Fate fate) {
        this.outcome = outcome;
        this.fate = fate;
    }

    AttemptOutcome outcome() {
        return outcome;
    }

    Fate fate() {
        return fate;
    }
}
