package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Variant;

/**
 * Interconnect axis of training: {@code t_comp / (t_comp + exposed communication)} for the work that one accelerator does
 * per token of its data-parallel replica.
 */
public final class TrainingInterconnect {
    /** Forward and backward each reduce after attention and after the MLP (Megatron-LM, arXiv 1909.08053). */
    private static final double TENSOR_ALL_REDUCES_PER_LAYER = 4;

    private static final double ACTIVATION_BYTES = 2;
    private static final double GRADIENT_BYTES = 2;
    /** Assumption: half of the tensor-parallel traffic hides behind matrix products. */
    static final double TENSOR_OVERLAP = 0.5;
    /** Assumption: four fifths of the gradient traffic hide behind the backward pass. */
    static final double DATA_OVERLAP = 0.8;

    private TrainingInterconnect() {}

    /** Share of time left for compute, 0 to 1. */
    public static double share(Chip chip, Model model, Variant variant, Span span, double tokensPerSecond) {
        Parallelism parallelism = variant.parallelism();
        // The gang trains on ranks/modelRanks copies; a copy's token keeps each of its ranks busy this long.
        double compute = 1 / (tokensPerSecond * parallelism.modelRanks());
        double exposed = (1 - TENSOR_OVERLAP) * tensorSeconds(chip, model, variant, span)
                + pipelineSeconds(chip, model, variant, span)
                + (1 - DATA_OVERLAP) * dataSeconds(chip, model, variant, span);
        return compute / (compute + exposed);
    }

    private static double tensorSeconds(Chip chip, Model model, Variant variant, Span span) {
        int tensor = variant.parallelism().tensor();
        TransformerShape shape = TransformerShape.of(model);
        double layersHere = shape.layers() / variant.parallelism().pipeline();
        double bytes = shape.hiddenSize() * ACTIVATION_BYTES;
        boolean inNode = tensor <= variant.acceleratorsPerReplica();
        double bandwidth = inNode ? Span.insideNode(chip.links(), tensor) : span.acrossNodes(chip.links());
        return TENSOR_ALL_REDUCES_PER_LAYER
                * layersHere
                * Collective.allReduceSeconds(
                        tensor, bytes, bandwidth * chip.efficiency().communication());
    }

    /** Each stage hands its activations on and gets gradients back, a slice per tensor rank. */
    private static double pipelineSeconds(Chip chip, Model model, Variant variant, Span span) {
        Parallelism parallelism = variant.parallelism();
        if (parallelism.pipeline() == 1) {
            return 0;
        }
        double bytes = 2 * TransformerShape.of(model).hiddenSize() * ACTIVATION_BYTES / parallelism.tensor();
        double bandwidth = parallelism.modelRanks() <= variant.acceleratorsPerReplica()
                ? Span.insideNode(chip.links(), parallelism.modelRanks())
                : span.acrossNodes(chip.links());
        return bytes / (bandwidth * chip.efficiency().communication());
    }

    /** Gradients are reduced inside each node first, then between nodes, each rank with its share (hierarchical ring). */
    private static double dataSeconds(Chip chip, Model model, Variant variant, Span span) {
        Parallelism parallelism = variant.parallelism();
        double copies = (double) variant.accelerators() / parallelism.modelRanks();
        if (copies <= 1) {
            return 0;
        }
        Links links = chip.links();
        double efficiency = chip.efficiency().communication();
        double bytes = model.parameters() * GRADIENT_BYTES / parallelism.modelRanks();
        double copiesPerNode =
                Math.max(1, Math.min(copies, (double) variant.acceleratorsPerReplica() / parallelism.modelRanks()));
        double inside = Collective.allReduceSeconds(
                copiesPerNode, bytes, Span.insideNode(links, variant.acceleratorsPerReplica()) * efficiency);
        double across = span.nodes() == 1
                ? 0
                : Collective.allReduceSeconds(
                        copies / copiesPerNode, bytes / copiesPerNode, span.acrossNodes(links) * efficiency);
        double tokensPerCopy = parallelism.globalBatchTokens() / copies;
        return (inside + across) / tokensPerCopy;
    }
}
