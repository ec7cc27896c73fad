package dev.heterodyne.placement.score;

/**
 * Time that one group of ranks takes to read a prompt of {@code p} tokens, bound by FLOPS:
 *
 * <pre>
 *   (2 N_active p / (P eta_c) + 4 layers w p^2 / 2 / (P16 eta_c)) / ranks
 * </pre>
 *
 * @param computeSeconds matrix products and attention
 * @param exposedSeconds communication that these do not hide
 */
record PrefillTime(double computeSeconds, double exposedSeconds) {
    static PrefillTime of(Replica replica, double promptTokens) {
        double products = DecodeStep.FLOP_PER_PARAMETER_AND_TOKEN
                * replica.model().activeParameters()
                * promptTokens
                / replica.flops();
        double attention = AttentionWork.of(replica.model()).prefillFlop(promptTokens) / replica.attentionFlops();
        double ranks = replica.accelerators() / replica.groups();
        return new PrefillTime(
                (products + attention) / ranks, new ServingTraffic(replica).prefillSeconds(promptTokens));
    }

    /** Seconds to the first token. */
    double seconds() {
        return computeSeconds + exposedSeconds;
    }
}
