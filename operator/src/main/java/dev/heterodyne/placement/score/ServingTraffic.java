package dev.heterodyne.placement.score;

/** Communication inside one replica that compute does not hide. */
final class ServingTraffic {
    /**
     * Assumption: half hides. It gives the published gains of overlapping a second batch: 8 to 10 % on H20 (LMSYS/Ant 2025-09-26),
     * 6 to 9 % on 910C (arXiv 2506.12708), 35 % on H100 (LMSYS 2025-05-05); CalibrationTest.
     */
    static final double OVERLAP = 0.5;

    private static final double ACTIVATION_BYTES = 2;
    /** After attention and after the MLP (Megatron-LM, arXiv 1909.08053). */
    private static final double ALL_REDUCES_PER_LAYER = 2;

    private final Replica replica;
    private final TransformerShape shape;

    ServingTraffic(Replica replica) {
        this.replica = replica;
        this.shape = TransformerShape.of(replica.model());
    }

    /**
     * Exposed seconds while one group reads a prompt: its tensor all-reduces. Assumption: expert traffic hides wholly behind the
     * other half of the batch (deepseek-ai/profile-data), and what does not is in the class's prefillMFU.
     */
    double prefillSeconds(double promptTokens) {
        return (1 - OVERLAP) * shape.layers() * ALL_REDUCES_PER_LAYER * allReduceSeconds(promptTokens);
    }

    /**
     * Exposed seconds of a decode step over {@code tokens} in the whole replica: two tensor all-reduces per layer; in a mixture of
     * experts dispatch and combine stand in for the second.
     */
    double decodeSeconds(double tokens) {
        double allReduce = allReduceSeconds(tokens / replica.groups());
        double ranks = replica.accelerators();
        double perLayer = ExpertWeights.isMixture(replica.model())
                ? allReduce + ExpertTraffic.layerSeconds(replica.chip(), ranks, tokens / ranks, shape.hiddenSize())
                : ALL_REDUCES_PER_LAYER * allReduce;
        return (1 - OVERLAP) * shape.layers() * perLayer;
    }

    private double allReduceSeconds(double tokens) {
        int tensor = replica.parallelism().tensor();
        if (tensor <= 1) {
            return 0;
        }
        double bandwidth = Span.insideNode(replica.chip().links(), tensor)
                * replica.chip().efficiency().communication();
        return Collective.LATENCY_SECONDS
                + Collective.allReduceSeconds(tensor, tokens * shape.hiddenSize() * ACTIVATION_BYTES, bandwidth);
    }
}
