package dev.heterodyne.evidence;

import java.time.Instant;

/** Takes runs into the evidence on a pool. Pure: time is an argument. */
public final class Learning {
    private final TrustRules rules;
    private final Belief prior;

    /**
     * @param prior the class's, which counts where nothing was carried over
     */
    public Learning(TrustRules rules, Belief prior) {
        this.rules = rules;
        this.prior = prior;
    }

    /** The evidence with one more run. */
    public Evidence after(Evidence before, Run run, Instant now) {
        throw new UnsupportedOperationException(rules + " " + prior);
    }

    /** The evidence as it stands for a stack version at a time: decayed, and started anew where the version changed. */
    public Evidence at(Evidence before, String stackVersion, Instant now) {
        throw new UnsupportedOperationException(rules + " " + prior);
    }

    /** What is believed now: its {@code runs} and {@code failures} are the whole weight behind the figures. */
    public Belief belief(Evidence evidence) {
        throw new UnsupportedOperationException(rules + " " + prior);
    }
}
