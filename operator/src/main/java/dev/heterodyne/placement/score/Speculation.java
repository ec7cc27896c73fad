package dev.heterodyne.placement.score;

/**
 * Multi-token prediction: what a decode step does for one sequence.
 *
 * @param checked tokens that a step computes, drafts and the one that is always right, at least 1
 * @param accepted tokens that it yields on average, from 1 to {@code checked}
 */
public record Speculation(double checked, double accepted) {
    /** One token a step. */
    public static final Speculation NONE = new Speculation(1, 1);
}
