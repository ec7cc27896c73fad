package dev.heterodyne.placement.model;

/**
 * How a gang or a replica divides the model.
 *
 * @param tensor tensor-parallel ranks, at least 1
 * @param pipeline pipeline stages, at least 1
 * @param globalBatchTokens tokens per optimizer step over the whole gang; unused in inference
 */
public record Parallelism(int tensor, int pipeline, double globalBatchTokens) {
    /** 4 Mi tokens, the order of published pre-training runs (Llama 3: 4 M to 16 M, arXiv 2407.21783). */
    public static final double DEFAULT_BATCH_TOKENS = 4 * 1024 * 1024;

    /** Ranks that together hold one copy of the model. */
    public int modelRanks() {
        return tensor * pipeline;
    }
}
