package dev.heterodyne.placement.score;

/**
 * Time of one decode step of a replica for {@code B} sequences at a context of {@code L} tokens, {@code T = B x checked} tokens:
 *
 * <pre>
 *   roofline(B) = max(2 N_active T / (P eta_c), (W(T) + B L kv) / (BW eta_m)) + beyond
 *   beyond      = max(0, 4 layers w L T / (P16 eta_c) - B L kv / (BW eta_m))
 *   W(T)        = groups x dense + experts (1 - (1 - share)^T)
 * </pre>
 *
 * with P, P16 and BW over all accelerators. {@code beyond} is what attention computes after its cache is read: nothing for
 * grouped-query models, whose attention is bound by the reading, most of the time of a latent one on a chip with few FLOPS. To
 * the roofline comes the communication that it does not hide ({@link ServingTraffic}).
 */
final class DecodeStep {
    static final double FLOP_PER_PARAMETER_AND_TOKEN = 2;

    private final Replica replica;
    private final Speculation speculation;
    private final ExpertWeights weights;
    private final ServingTraffic traffic;
    private final double cacheBytes;
    private final double attentionFlop;

    /** @param context tokens per sequence that attention looks back on, on average */
    DecodeStep(Replica replica, double context, Speculation speculation) {
        this.replica = replica;
        this.speculation = speculation;
        this.weights = ExpertWeights.of(replica.model());
        this.traffic = new ServingTraffic(replica);
        this.cacheBytes = TransformerShape.cacheBytesPerToken(replica.model()) * context;
        this.attentionFlop = AttentionWork.of(replica.model()).decodeFlop(context);
    }

    /** Seconds without communication. */
    double rooflineSeconds(double batch) {
        double tokens = batch * speculation.checked();
        double ranks = replica.accelerators();
        double products =
                FLOP_PER_PARAMETER_AND_TOKEN * replica.model().activeParameters() * tokens / (ranks * replica.flops());
        double bandwidth = ranks * replica.bandwidth();
        double cache = batch * cacheBytes;
        double reading = (weights.readBytes(tokens, replica.groups()) + cache) / bandwidth;
        double attention = attentionFlop * tokens / (ranks * replica.attentionFlops());
        return Math.max(products, reading) + Math.max(0, attention - cache / bandwidth);
    }

    /** Seconds of communication that compute does not hide. */
    double exposedSeconds(double batch) {
        return traffic.decodeSeconds(batch * speculation.checked());
    }

    /** Seconds per token that a sequence sees. */
    double secondsPerToken(double batch) {
        return (rooflineSeconds(batch) + exposedSeconds(batch)) / speculation.accepted();
    }
}
