package dev.heterodyne.placement.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Datasheet of one accelerator: one unit of its extended resource.
 *
 * @param name name of the class
 * @param origin ISO 3166 country, empty where unknown
 * @param resourceName extended resource that the device plugin counts
 * @param stack software stack
 * @param memoryBytes memory, where known
 * @param memoryBandwidth bytes per second, where known
 * @param peakFlops dense peak in FLOP/s by precision; only what is known
 * @param links links between accelerators
 * @param efficiency shares of the peaks that software reaches
 * @param prior maturity before any evidence, per kind
 */
public record Chip(
        String name,
        Optional<String> origin,
        String resourceName,
        String stack,
        OptionalDouble memoryBytes,
        OptionalDouble memoryBandwidth,
        Map<Precision, Double> peakFlops,
        Links links,
        Efficiencies efficiency,
        Map<WorkloadKind, Prior> prior) {
    public Chip {
        peakFlops = Map.copyOf(peakFlops);
        prior = Map.copyOf(prior);
    }

    /** Peak in FLOP/s for weights of a precision, in that format or the first wider one the chip has. */
    public OptionalDouble peak(Precision precision) {
        for (Precision format : precision.computableIn()) {
            Double peak = peakFlops.get(format);
            if (peak != null) {
                return OptionalDouble.of(peak);
            }
        }
        return OptionalDouble.empty();
    }
}
