package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Model;

/** Memory that training cannot do without. */
public final class TrainingMemory {
    private TrainingMemory() {}

    /**
     * Bytes over the whole gang: the weights, over the ranks that hold one copy. Gradients and optimizer state are not
     * counted, since they may live in the hosts' memory (ZeRO-Offload, arXiv 2101.06840, keeps only the weights on the
     * accelerator); activations are not, since recomputation trades them for time. So what is rejected is impossible, and what
     * passes may still need offloading.
     */
    public static double bytesPerCopy(Model model) {
        return model.weightBytes();
    }
}
