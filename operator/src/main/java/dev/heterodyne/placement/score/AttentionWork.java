package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Model;

/**
 * FLOP of attention itself, which grow with the context: a query takes {@code 2 w} FLOP to meet a key of width {@code w} and
 * as many to add its value, per head.
 *
 * <p>In most models the heads together are as wide as the residual stream. Latent attention (DeepSeek-V2, arXiv 2405.04434)
 * caches one narrow vector for all heads; in decoding each head meets that vector whole, which costs about ten times as much.
 *
 * @param layers transformer layers
 * @param prefillWidth of all heads together while a prompt is read
 * @param decodeWidth of all heads together while tokens are decoded
 */
record AttentionWork(double layers, double prefillWidth, double decodeWidth) {
    private static final double FLOP_PER_WIDTH = 4;
    /** Half of the pairs of a prompt are behind the mask. */
    private static final double CAUSAL = 0.5;

    /**
     * Assumption: a cache narrower than this share of the residual stream is latent. DeepSeek-V3 has 576 of 7168 numbers (0.08);
     * grouped-query models have 0.125 (Llama 3 405B) or more.
     */
    private static final double LATENT_SHARE = 0.1;
    /** Assumption: heads of a latent-attention model as in DeepSeek-V3, 128 at width 7168 (arXiv 2412.19437). */
    private static final double WIDTH_PER_LATENT_HEAD = 56;
    /** Width of a head while a prompt is read, as in DeepSeek-V3. */
    private static final double LATENT_HEAD_WIDTH = 128;

    static AttentionWork of(Model model) {
        TransformerShape shape = TransformerShape.of(model);
        double hidden = shape.hiddenSize();
        double cached =
                TransformerShape.cacheBytesPerToken(model) / (shape.layers() * TransformerShape.CACHE_BYTES_PER_NUMBER);
        if (cached >= LATENT_SHARE * hidden) {
            return new AttentionWork(shape.layers(), hidden, hidden);
        }
        double heads = hidden / WIDTH_PER_LATENT_HEAD;
        return new AttentionWork(shape.layers(), heads * LATENT_HEAD_WIDTH, heads * cached);
    }

    /** FLOP for a whole prompt: {@code 4 layers w p^2 / 2}. */
    double prefillFlop(double promptTokens) {
        return FLOP_PER_WIDTH * layers * prefillWidth * promptTokens * promptTokens * CAUSAL;
    }

    /** FLOP for one token at that context: {@code 4 layers w L}. */
    double decodeFlop(double context) {
        return FLOP_PER_WIDTH * layers * decodeWidth * context;
    }
}
