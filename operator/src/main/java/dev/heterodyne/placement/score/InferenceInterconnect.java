package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Variant;

/** Interconnect axis of inference: one replica's tensor-parallel all-reduces against its compute. */
public final class InferenceInterconnect {
    /** After attention and after the MLP. */
    private static final double ALL_REDUCES_PER_LAYER = 2;

    private static final double ACTIVATION_BYTES = 2;

    private InferenceInterconnect() {}

    /** Share of a request's time left for compute, 0 to 1; as much overlaps as in training. */
    public static double share(Chip chip, Model model, Variant variant, Load load, Serving serving) {
        TransformerShape shape = TransformerShape.of(model);
        int tensor = variant.parallelism().tensor();
        double bandwidth =
                Span.insideNode(chip.links(), tensor) * chip.efficiency().communication();
        double perToken = ALL_REDUCES_PER_LAYER
                * shape.layers()
                * Collective.allReduceSeconds(tensor, shape.hiddenSize() * ACTIVATION_BYTES, bandwidth);
        double communication =
                (1 - TrainingInterconnect.TENSOR_OVERLAP) * perToken * (load.promptTokens() + load.outputTokens());
        double compute = 1 / serving.requestsPerSecond();
        return compute / (compute + communication);
    }
}
