package dev.heterodyne.placement.model;

/** Exponents on the three factors of goodput; 1 trusts the model, 0 ignores the factor. */
public record Weights(double compute, double interconnect, double maturity) {
    /** Trusts the model. */
    public static final Weights ONE = new Weights(1, 1, 1);
}
