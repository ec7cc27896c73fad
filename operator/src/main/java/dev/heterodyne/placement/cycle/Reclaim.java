package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a growing inference job can have beyond what is free now: accelerators that are being vacated, and those of preemptible
 * training. What is claimed is kept from jobs that wait; it is placed on by a later cycle, once it is free.
 */
final class Reclaim {
    private final List<Preemption> preemptions = new ArrayList<>();

    /**
     * Replicas that could be had in a pool beyond those that its free accelerators hold, up to {@code most}.
     *
     * @param lentNodes nodes that the job lends there
     */
    int beyondFree(InferenceRequest request, PoolView view, Variant variant, List<String> lentNodes, int most) {
        return 0;
    }

    /** Claims that many of them: keeps what is or gets free there from others, and asks borrowers to give back the rest. */
    void claim(InferenceRequest request, PoolView view, Variant variant, List<String> lentNodes, int replicas) {}

    /** Who has to give back, all claims so far together. */
    List<Preemption> preemptions() {
        return List.copyOf(preemptions);
    }
}
