package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Slo;

/**
 * Compute axis of inference: a roofline over prefill, bound by FLOPS, and decode, bound by memory bandwidth or, at large
 * batches, by FLOPS, mixed by the job's token counts, at the largest batch that memory and latency allow.
 *
 * <pre>
 *   prefill(p)  = 2 N_active p / (P eta_c)
 *   decode(B)   = max(2 N_active B / (P eta_c), (W(B) + B L kv) / (BW eta_m))
 *   W(B)        = N bytes (1 - (1 - N_active/N)^B)          experts touched by B tokens
 *   requests/s  = 1 / (prefill(p) + o decode(B) / B)
 * </pre>
 */
public final class InferenceRoofline {
    private static final double FLOP_PER_PARAMETER_AND_TOKEN = 2;
    /** Share of memory that serving engines use; the rest is workspace (vLLM's gpu_memory_utilization default). */
    static final double USABLE_MEMORY = 0.9;
    /** Assumption: schedulers of serving engines stop gaining beyond this many sequences per accelerator (vLLM's default). */
    static final double MOST_SEQUENCES = 256;

    private final Chip chip;
    private final Model model;
    private final Load load;
    private final double flops;
    private final double bandwidth;
    private final double kvBytesPerSequence;

    private InferenceRoofline(Chip chip, Model model, Load load, int accelerators) {
        this.chip = chip;
        this.model = model;
        this.load = load;
        this.flops = accelerators
                * chip.peak(model.precision()).orElseThrow()
                * chip.efficiency().prefillMfu();
        this.bandwidth = accelerators
                * chip.memoryBandwidth().orElseThrow()
                * chip.efficiency().decodeMbu();
        double kv = model.kvBytesPerToken()
                .orElseGet(() -> TransformerShape.of(model).kvBytesPerToken());
        this.kvBytesPerSequence = kv * (load.promptTokens() + load.outputTokens());
    }

    /** What one replica of that many accelerators serves. */
    public static ServingEstimate estimate(Chip chip, Model model, Load load, Slo slo, int accelerators) {
        if (chip.peak(model.precision()).isEmpty()) {
            return new ServingEstimate.FigureMissing("peakTeraflops");
        }
        if (chip.memoryBandwidth().isEmpty()) {
            return new ServingEstimate.FigureMissing("memoryBandwidthGBps");
        }
        if (chip.memoryBytes().isEmpty()) {
            return new ServingEstimate.FigureMissing("memoryGB");
        }
        return new InferenceRoofline(chip, model, load, accelerators).atBestBatch(slo, accelerators);
    }

    private ServingEstimate atBestBatch(Slo slo, int accelerators) {
        double usable = accelerators * chip.memoryBytes().orElseThrow() * USABLE_MEMORY;
        double room = (usable - model.weightBytes()) / kvBytesPerSequence;
        if (room < 1 && !model.assumed()) {
            return new ServingEstimate.DoesNotFit(model.weightBytes() + kvBytesPerSequence, usable);
        }
        double prefill = FLOP_PER_PARAMETER_AND_TOKEN * model.activeParameters() * load.promptTokens() / flops;
        double firstTokenBound = slo.timeToFirstTokenSeconds().orElse(Double.POSITIVE_INFINITY);
        if (prefill > firstTokenBound) {
            return new ServingEstimate.TooSlow("timeToFirstTokenMs", prefill, firstTokenBound);
        }
        double tokenBound = slo.timePerOutputTokenSeconds().orElse(Double.POSITIVE_INFINITY);
        if (decodeSeconds(1) > tokenBound) {
            return new ServingEstimate.TooSlow("timePerOutputTokenMs", decodeSeconds(1), tokenBound);
        }
        double batch = largestBatch(Math.max(1, Math.min(MOST_SEQUENCES * accelerators, Math.floor(room))), tokenBound);
        double decode = decodeSeconds(batch);
        double perRequest = prefill + load.outputTokens() * decode / batch;
        return new ServingEstimate.Serves(new Serving(1 / perRequest, batch, decode, prefill));
    }

    /** Seconds of one decode step for that many sequences. */
    private double decodeSeconds(double batch) {
        double compute = FLOP_PER_PARAMETER_AND_TOKEN * model.activeParameters() * batch / flops;
        double untouched = Math.pow(1 - model.activeParameters() / model.parameters(), batch);
        double memory = (model.weightBytes() * (1 - untouched) + batch * kvBytesPerSequence) / bandwidth;
        return Math.max(compute, memory);
    }

    /** Decode time grows with the batch, so halving finds the largest one within the bound. */
    private double largestBatch(double most, double boundSeconds) {
        double low = 1;
        double high = most;
        if (decodeSeconds(high) <= boundSeconds) {
            return high;
        }
        while (high - low > 1) {
            double middle = Math.floor((low + high) / 2);
            if (decodeSeconds(middle) <= boundSeconds) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
