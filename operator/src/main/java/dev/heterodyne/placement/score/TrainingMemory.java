package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Model;

/** Memory that training cannot do without. */
public final class TrainingMemory {
    private TrainingMemory() {}

    /**
     * Bytes over the whole gang: weights and gradients in the model's precision, over the ranks that hold one copy.
     * Optimizer state is not counted, since it may be sharded or offloaded to the host (ZeRO-Offload, arXiv 2101.06840);
     * activations are not, since recomputation trades them for time.
     */
    public static double bytesPerCopy(Model model) {
        return 2 * model.weightBytes();
    }
}
