package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Slo;

/**
 * Compute and interconnect axes of inference: prefill and decoding, mixed by the job's token counts, at the largest batch that
 * memory and latency allow. Latency is that of the whole step, so a slow interconnect also costs batch:
 *
 * <pre>
 *   requests/s = 1 / (prefill(p) / groups + o step(B) / (B accepted))
 * </pre>
 */
public final class BestBatch {
    /** Share of memory that serving engines use; the rest is workspace (vLLM's gpu_memory_utilization default). */
    static final double USABLE_MEMORY = 0.9;
    /** Assumption: schedulers of serving engines stop gaining beyond this many sequences per accelerator (vLLM's default). */
    static final double MOST_SEQUENCES = 256;

    private final Replica replica;
    private final Load load;
    private final Speculation speculation;
    private final DecodeStep step;

    private BestBatch(Replica replica, Load load, Speculation speculation) {
        this.replica = replica;
        this.load = load;
        this.speculation = speculation;
        // Sequences of a batch are at all stages of their answers.
        this.step = new DecodeStep(replica, load.promptTokens() + load.outputTokens() / 2, speculation);
    }

    /** What the replica serves with one token a step. */
    public static ServingEstimate estimate(Replica replica, Load load, Slo slo) {
        return estimate(replica, load, slo, Speculation.NONE);
    }

    /** What the replica serves. */
    public static ServingEstimate estimate(Replica replica, Load load, Slo slo, Speculation speculation) {
        if (replica.chip().peak(replica.model().precision()).isEmpty()) {
            return new ServingEstimate.FigureMissing("peakTeraflops");
        }
        if (replica.chip().memoryBandwidth().isEmpty()) {
            return new ServingEstimate.FigureMissing("memoryBandwidthGBps");
        }
        if (replica.chip().memoryBytes().isEmpty()) {
            return new ServingEstimate.FigureMissing("memoryGB");
        }
        return new BestBatch(replica, load, speculation).within(slo);
    }

    private ServingEstimate within(Slo slo) {
        double usable = replica.accelerators() * replica.chip().memoryBytes().orElseThrow() * USABLE_MEMORY;
        double perSequence =
                TransformerShape.cacheBytesPerToken(replica.model()) * (load.promptTokens() + load.outputTokens());
        double room = (usable - replica.model().weightBytes()) / perSequence;
        if (room < 1 && !replica.model().assumed()) {
            return new ServingEstimate.DoesNotFit(replica.model().weightBytes() + perSequence, usable);
        }
        PrefillTime prefill = PrefillTime.of(replica, load.promptTokens());
        double firstTokenBound = slo.timeToFirstTokenSeconds().orElse(Double.POSITIVE_INFINITY);
        if (prefill.seconds() > firstTokenBound) {
            return new ServingEstimate.TooSlow("timeToFirstTokenMs", prefill.seconds(), firstTokenBound);
        }
        double tokenBound = slo.timePerOutputTokenSeconds().orElse(Double.POSITIVE_INFINITY);
        if (step.secondsPerToken(1) > tokenBound) {
            return new ServingEstimate.TooSlow("timePerOutputTokenMs", step.secondsPerToken(1), tokenBound);
        }
        double most = Math.max(1, Math.min(MOST_SEQUENCES * replica.accelerators(), Math.floor(room)));
        return new ServingEstimate.Serves(serving(prefill, largestBatch(most, tokenBound)));
    }

    private Serving serving(PrefillTime prefill, double batch) {
        double stepsPerRequest = load.outputTokens() / (batch * speculation.accepted());
        double compute = prefill.computeSeconds() / replica.groups() + stepsPerRequest * step.rooflineSeconds(batch);
        double exposed = prefill.exposedSeconds() / replica.groups() + stepsPerRequest * step.exposedSeconds(batch);
        double interconnect = exposed > 0 ? compute / (compute + exposed) : 1;
        return new Serving(1 / compute, interconnect, batch, step.secondsPerToken(batch), prefill.seconds());
    }

    /** The time of a step grows with the batch, so halving finds the largest one within the bound. */
    private double largestBatch(double most, double boundSeconds) {
        double low = 1;
        double high = most;
        if (step.secondsPerToken(high) <= boundSeconds) {
            return high;
        }
        while (high - low > 1) {
            double middle = Math.floor((low + high) / 2);
            if (step.secondsPerToken(middle) <= boundSeconds) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
