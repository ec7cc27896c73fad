package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Model;

/**
 * Layers and width of a transformer.
 *
 * <p>Where a job does not state them: a dense transformer of {@code L} layers and width {@code h} has about {@code 12 L
 * h^2} parameters, and published models keep {@code h / L} near 128. With the active parameters this lands within a tenth
 * of Llama 3 70B (80 x 8192) and DeepSeek-V3 (61 x 7168).
 *
 * @param layers transformer layers
 * @param hiddenSize width of the residual stream
 */
public record TransformerShape(double layers, double hiddenSize) {
    private static final double PARAMETERS_PER_LAYER_AND_WIDTH_SQUARED = 12;
    private static final double WIDTH_PER_LAYER = 128;
    /** Key and value heads are an eighth of the query heads in grouped-query attention as in Llama 3. */
    private static final double GROUPED_QUERY_SHARE = 1.0 / 8;

    static final double CACHE_BYTES_PER_NUMBER = 2;

    /** The stated shape, or the estimated one. */
    public static TransformerShape of(Model model) {
        double width = Math.cbrt(model.activeParameters() * WIDTH_PER_LAYER / PARAMETERS_PER_LAYER_AND_WIDTH_SQUARED);
        double hidden = model.hiddenSize().isPresent() ? model.hiddenSize().getAsInt() : width;
        double layers = model.layers().isPresent() ? model.layers().getAsInt() : Math.max(1, hidden / WIDTH_PER_LAYER);
        return new TransformerShape(layers, hidden);
    }

    /** Bytes of key-value cache per token: what the job states, else those of {@link #kvBytesPerToken()}. */
    static double cacheBytesPerToken(Model model) {
        return model.kvBytesPerToken().orElseGet(() -> of(model).kvBytesPerToken());
    }

    /** Bytes of key-value cache per token for grouped-query attention with a 16-bit cache. */
    public double kvBytesPerToken() {
        return 2 * layers * hiddenSize * GROUPED_QUERY_SHARE * CACHE_BYTES_PER_NUMBER;
    }
}
