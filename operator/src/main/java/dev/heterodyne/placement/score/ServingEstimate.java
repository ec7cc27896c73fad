package dev.heterodyne.placement.score;

/** Outcome of the roofline for one replica. */
public sealed interface ServingEstimate {
    /** It serves. */
    record Serves(Serving serving) implements ServingEstimate {}

    /** The weights and one sequence's cache need more memory than the replica has; bytes. */
    record DoesNotFit(double neededBytes, double availableBytes) implements ServingEstimate {}

    /** Even the smallest batch misses the latency asked for; seconds. */
    record TooSlow(String bound, double bestSeconds, double askedSeconds) implements ServingEstimate {}

    /** The class lacks this figure. */
    record FigureMissing(String field) implements ServingEstimate {}
}
