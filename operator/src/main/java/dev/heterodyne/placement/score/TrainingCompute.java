package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Model;
import java.util.OptionalDouble;

/** Compute axis of training. */
public final class TrainingCompute {
    /** Forward and backward pass cost 6 FLOP per active parameter and token (Kaplan et al., arXiv 2001.08361). */
    static final double FLOP_PER_PARAMETER_AND_TOKEN = 6;

    private TrainingCompute() {}

    /**
     * Tokens per second that one accelerator trains on: {@code peak x MFU / (6 N_active)}.
     *
     * @return empty where the class states no peak that the model could run in
     */
    public static OptionalDouble tokensPerSecond(Chip chip, Model model) {
        OptionalDouble peak = chip.peak(model.precision());
        if (peak.isEmpty()) {
            return OptionalDouble.empty();
        }
        double flops = peak.getAsDouble() * chip.efficiency().trainingMfu();
        return OptionalDouble.of(flops / (FLOP_PER_PARAMETER_AND_TOKEN * model.activeParameters()));
    }
}
