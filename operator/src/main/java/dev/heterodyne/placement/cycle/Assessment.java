package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.score.Serving;
import java.util.Optional;

/**
 * How a pool would serve a job if it were empty.
 *
 * @param variant the runtime for the pool's stack, where the job has one
 * @param verdict why the pool can never take it; empty where it can
 * @param compute compute per accelerator in the kind's own unit (tokens/s or requests/s); 0 where unknown
 * @param interconnect on the best domain, 0 to 1
 * @param maturity 0 to 1
 * @param maturityIfCertain maturity if every run there were sure to complete; maturity is proportional to completion
 * @param serving what a replica serves, for inference
 * @param replicas replicas wanted here: the gang, or what the load needs
 */
record Assessment(
        PoolView view,
        Optional<Variant> variant,
        Optional<Verdict> verdict,
        double compute,
        double interconnect,
        double maturity,
        double maturityIfCertain,
        Optional<Serving> serving,
        int replicas) {

    static Assessment impossible(PoolView view, Optional<Variant> variant, Verdict verdict) {
        return new Assessment(view, variant, Optional.of(verdict), 0, 0, 0, 0, Optional.empty(), 0);
    }

    boolean feasible() {
        return verdict.isEmpty();
    }

    /** Whether the pool offers the job anything: too small a pool offers nothing, a forbidden one would. */
    boolean offers() {
        return compute > 0 && verdict.map(v -> !v.reason().isCapacity()).orElse(true);
    }

    double goodput(Weights weights) {
        return goodput(weights, interconnect);
    }

    /** Goodput with the interconnect of the domain really chosen. */
    double goodput(Weights weights, double interconnectChosen) {
        return goodput(weights, interconnectChosen, maturity);
    }

    double goodput(Weights weights, double interconnectChosen, double maturityThen) {
        return compute <= 0
                ? 0
                : Math.pow(compute, weights.compute())
                        * Math.pow(interconnectChosen, weights.interconnect())
                        * Math.pow(maturityThen, weights.maturity());
    }

    /** Accelerators that the job would hold here. */
    double accelerators() {
        return variant.map(v -> (double) replicas * v.acceleratorsPerReplica()).orElse(0.0);
    }
}
