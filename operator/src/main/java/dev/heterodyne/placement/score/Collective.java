package dev.heterodyne.placement.score;

/** Time of collective operations, as nccl-tests computes it (doc/PERFORMANCE.md). */
public final class Collective {
    /**
     * Assumption: what a collective of a decode step takes beside the bytes. With it DeepEP's low-latency all-to-alls on H800 come
     * out within a quarter (docs/legacy.md, ranks 8 to 256); small tensor all-reduces are taken to cost the same.
     */
    static final double LATENCY_SECONDS = 20e-6;

    private Collective() {}

    /**
     * Seconds of a ring all-reduce: {@code 2 (n-1)/n x S/B}.
     *
     * @param ranks ranks that take part
     * @param bytes size of the buffer
     * @param bandwidth bytes per second, one way per rank
     */
    public static double allReduceSeconds(double ranks, double bytes, double bandwidth) {
        return ranks <= 1 ? 0 : 2 * (ranks - 1) / ranks * bytes / bandwidth;
    }
}
