package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Links;

/**
 * Expert parallelism: in every layer each rank sends its tokens to the ranks that hold their experts (dispatch) and gets the
 * results back (combine).
 */
final class ExpertTraffic {
    /** Assumption where a job states none: as DeepSeek-V3 (arXiv 2412.19437) and Qwen3 (arXiv 2505.09388). */
    static final double EXPERTS_PER_TOKEN = 8;
    /** Activations go out in 8 bits and come back in 16 (DeepEP, docs/legacy.md; arXiv 2506.12708). */
    static final double DISPATCH_BYTES = 1;

    static final double COMBINE_BYTES = 2;

    private ExpertTraffic() {}

    /** Seconds of dispatch and combine in one layer. */
    static double layerSeconds(Chip chip, double ranks, double tokensPerRank, double hiddenSize) {
        double numbers = tokensPerRank * EXPERTS_PER_TOKEN * hiddenSize;
        return allToAllSeconds(chip, ranks, numbers * DISPATCH_BYTES)
                + allToAllSeconds(chip, ranks, numbers * COMBINE_BYTES);
    }

    /**
     * Seconds of one all-to-all: {@code latency + max(inside / scale-up, across / scale-out) / efficiency}, where of the bytes
     * {@code (d - 1) / n} stay inside a scale-up domain of {@code d} ranks and {@code (n - d) / n} leave it.
     *
     * @param bytes that a rank sends, its own share included
     */
    static double allToAllSeconds(Chip chip, double ranks, double bytes) {
        if (ranks <= 1) {
            return 0;
        }
        Links links = chip.links();
        double domain = links.scaleUpBytesPerSecond() > 0 ? Math.min(ranks, links.scaleUpDomain()) : 1;
        double inside = domain > 1 ? (domain - 1) / ranks * bytes / links.scaleUpBytesPerSecond() : 0;
        double across = domain < ranks ? (ranks - domain) / ranks * bytes / links.scaleOutBytesPerSecond() : 0;
        return Collective.LATENCY_SECONDS
                + Math.max(inside, across) / chip.efficiency().communication();
    }
}
