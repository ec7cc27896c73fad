package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;

/**
 * One copy of a service. The class states the figures that are asked for: {@link BestBatch} sees to that.
 *
 * @param accelerators accelerators of the replica, at least 1
 */
public record Replica(Chip chip, Model model, Parallelism parallelism, int accelerators) {
    /** FLOP/s of matrix products over one accelerator: {@code peak x prefillMFU}. */
    double flops() {
        return chip.peak(model.precision()).orElseThrow() * chip.efficiency().prefillMfu();
    }

    /**
     * FLOP/s of attention over one accelerator. Assumption: the cache keeps 16 bits per number and attention computes in them
     * however narrow the weights, as the kernels of DeepSeek on H800 and of CloudMatrix384 do (arXiv 2506.12708).
     */
    double attentionFlops() {
        Precision own = model.precision();
        double peak = chip.peak(own.bytes() < Precision.BF16.bytes() ? Precision.BF16 : own)
                .orElseGet(() -> chip.peak(own).orElseThrow());
        return peak * chip.efficiency().prefillMfu();
    }

    /** Bytes per second from the memory of one accelerator: {@code bandwidth x decodeMBU}. */
    double bandwidth() {
        return chip.memoryBandwidth().orElseThrow() * chip.efficiency().decodeMbu();
    }

    /**
     * Groups of tensor x pipeline ranks that the replica is made of, at least 1. Each serves sequences of its own and keeps
     * its own copy of all weights but the experts, which are spread over the whole replica (data-parallel attention).
     */
    double groups() {
        return Math.max(1, (double) accelerators / parallelism.modelRanks());
    }
}
