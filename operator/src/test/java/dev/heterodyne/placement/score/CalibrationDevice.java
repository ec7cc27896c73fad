package dev.heterodyne.placement.score;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Devices of the published rows with the datasheets of the catalogue, serving DeepSeek-R1. */
enum CalibrationDevice {
    H20(96, 4000, 148e12, Precision.FP8, 296e12, new Links(450e9, 8, 25e9), 1),
    /** A package is two dies, and a die is one accelerator. */
    ASCEND_910C(64, 1600, 354e12, Precision.INT8, 752e12, new Links(196e9, 768, 25e9), 2),
    H800(80, 3350, 989e12, Precision.FP8, 1979e12, new Links(200e9, 8, 50e9), 1),
    H100(80, 3350, 989e12, Precision.FP8, 1979e12, new Links(450e9, 8, 50e9), 1);

    /** Latent attention caches 576 numbers of two bytes per token and layer. */
    private static final double KV_BYTES = 61 * 576 * 2;

    private final double memoryGB;
    private final double bandwidthGBps;
    private final double bf16;
    private final Precision precision;
    private final double peak;
    private final Links links;
    /** Accelerators in what the published row counts as one device. */
    final int accelerators;

    CalibrationDevice(
            double memoryGB,
            double bandwidthGBps,
            double bf16,
            Precision precision,
            double peak,
            Links links,
            int accelerators) {
        this.memoryGB = memoryGB;
        this.bandwidthGBps = bandwidthGBps;
        this.bf16 = bf16;
        this.precision = precision;
        this.peak = peak;
        this.links = links;
        this.accelerators = accelerators;
    }

    /** So many devices that share the experts, each group of {@code tensor} accelerators with its own sequences. */
    Replica replica(int devices, int tensor, double prefillMfu) {
        Efficiencies defaults = Efficiencies.DEFAULT;
        Chip chip = Chips.chip(
                name(),
                "",
                "any",
                memoryGB,
                bandwidthGBps,
                Map.of(Precision.BF16, bf16, precision, peak),
                links,
                new Efficiencies(defaults.trainingMfu(), prefillMfu, defaults.decodeMbu(), defaults.communication()),
                Prior.DEFAULT);
        Model model = new Model(
                671e9, 37e9, precision, OptionalInt.of(61), OptionalInt.of(7168), OptionalDouble.of(KV_BYTES), false);
        return new Replica(chip, model, new Parallelism(tensor, 1, 1), devices * accelerators);
    }
}
