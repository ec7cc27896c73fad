package dev.heterodyne.evidence.attribution;

import java.util.List;
import java.util.Optional;

/** Finds out why an attempt ended: a chain of rules, the first that knows decides. */
public final class Attribution {
    private final List<Signature> signatures;

    /**
     * @param signatures in the order in which they are tried
     */
    public Attribution(List<Signature> signatures) {
        this.signatures = List.copyOf(signatures);
    }

    /** Why it ended; empty while nothing is wrong with it and it goes on. */
    public Optional<Finding> of(AttemptEnd end) {
        throw new UnsupportedOperationException(signatures + " " + end);
    }
}
