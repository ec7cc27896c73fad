package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Model;

/**
 * Weights by how a decode step reads them: all of the dense ones, and of the experts those that some token is routed to.
 *
 * @param denseBytes attention, shared experts, embedding; everything where the model is dense
 * @param expertBytes routed experts
 * @param share of the routed experts that one token uses, 0 to 1
 */
record ExpertWeights(double denseBytes, double expertBytes, double share) {
    /**
     * Assumption: parameters outside the routed experts, as a share of the active ones. From total, active and routed experts it
     * follows that DeepSeek-V3 with 8 of 256 has 16.5 of 37 billion (arXiv 2412.19437) and Qwen3-235B-A22B with 8 of 128 has 7.8
     * of 22 (arXiv 2505.09388).
     */
    static final double DENSE_SHARE_OF_ACTIVE = 0.45;

    static ExpertWeights of(Model model) {
        double active = model.activeParameters();
        double dense = isMixture(model) ? DENSE_SHARE_OF_ACTIVE * active : model.parameters();
        double experts = model.parameters() - dense;
        double bytes = model.precision().bytes();
        return new ExpertWeights(dense * bytes, experts * bytes, experts > 0 ? (active - dense) / experts : 0);
    }

    /** Whether only some of the parameters are active. */
    static boolean isMixture(Model model) {
        return model.activeParameters() < model.parameters();
    }

    /** Bytes that a step over {@code tokens} reads: {@code groups x dense + experts (1 - (1 - share)^tokens)}. */
    double readBytes(double tokens, double groups) {
        return groups * denseBytes + expertBytes * (1 - Math.pow(1 - share, tokens));
    }
}
