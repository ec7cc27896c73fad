package dev.heterodyne.placement;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Chips of the R2 story. */
public final class Chips {
    /** As in DESIGN.md. */
    public static final Chip H20 = chip(
            "nvidia-h20",
            "US",
            "cuda",
            96,
            4000,
            Map.of(Precision.BF16, 148e12, Precision.FP8, 296e12),
            new Links(450e9, 8, 200e9 / 8),
            new Efficiencies(0.45, 0.50, 0.60, 0.70),
            new Prior(0.95, 50_000, 4));

    /** One die of a 910C; research/hardware.csv, maturity as in the story. */
    public static final Chip ASCEND = chip(
            "ascend-910c",
            "CN",
            "cann",
            64,
            1600,
            Map.of(Precision.BF16, 354e12, Precision.INT8, 752e12),
            new Links(196e9, 384, 200e9 / 8),
            new Efficiencies(0.30, 0.50, 0.60, 0.70),
            new Prior(0.10, 5_000, 4));

    private Chips() {}

    public static Chip chip(
            String name,
            String origin,
            String stack,
            double memoryGB,
            double bandwidthGBps,
            Map<Precision, Double> peak,
            Links links,
            Efficiencies efficiency,
            Prior training) {
        return new Chip(
                name,
                Optional.of(origin),
                stack.equals("cuda") ? "nvidia.com/gpu" : "huawei.com/Ascend910",
                stack,
                OptionalDouble.of(memoryGB * 1e9),
                OptionalDouble.of(bandwidthGBps * 1e9),
                peak,
                links,
                efficiency,
                Map.of(
                        WorkloadKind.TRAINING,
                        training,
                        WorkloadKind.INFERENCE,
                        new Prior(0.99, training.mtbfHours(), 4)));
    }
}
