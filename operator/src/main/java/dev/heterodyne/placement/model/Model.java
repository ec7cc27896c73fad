package dev.heterodyne.placement.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The model that a job trains or serves.
 *
 * @param parameters parameters in all, above 0
 * @param activeParameters parameters active per token, at most {@code parameters}; less for a mixture of experts
 * @param precision format of the weights
 * @param layers transformer layers where the job says so
 * @param hiddenSize width of the residual stream where the job says so
 * @param kvBytesPerToken key-value cache per token in bytes where the job says so
 * @param assumed whether the job named no model and this one only stands in for ranking
 */
public record Model(
        double parameters,
        double activeParameters,
        Precision precision,
        OptionalInt layers,
        OptionalInt hiddenSize,
        OptionalDouble kvBytesPerToken,
        boolean assumed) {

    /** Stands in where a job names no model: dense, 7B, bf16. Only used to rank pools, never to reject one. */
    public static final Model NOMINAL =
            new Model(7e9, 7e9, Precision.BF16, OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), true);

    /** A model with estimated shape. */
    public static Model of(double parameters, double activeParameters, Precision precision) {
        return new Model(
                parameters,
                activeParameters,
                precision,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false);
    }

    /** Bytes of all weights. */
    public double weightBytes() {
        return parameters * precision.bytes();
    }
}
