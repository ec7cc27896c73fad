package dev.heterodyne.placement.check;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Pool;
import java.util.Locale;
import java.util.Optional;

/** Checks a pool and its class. Figures that are missing are no fault here. */
public final class PoolCheck {
    static final double MOST_FLOPS = 1e21;
    static final double MOST_BYTES = 1e18;
    static final double MOST_HOURS = 1e18;

    private PoolCheck() {}

    /** What is wrong with the figures of a pool or of its class, with field and reason. */
    public static Optional<String> fault(Pool pool) {
        return pool.chip().flatMap(PoolCheck::fault).or(() -> ownFault(pool));
    }

    private static Optional<String> ownFault(Pool pool) {
        Faults faults = new Faults("AcceleratorPool " + pool.name());
        pool.topology()
                .levels()
                .forEach(level -> faults.positive(
                        "topology." + level.name() + ".oversubscription", level.oversubscription(), 1e6));
        pool.maturity().forEach((kind, maturity) -> {
            String field = "maturity." + kind.name().toLowerCase(Locale.ROOT);
            faults.probability(field + ".completion", maturity.completion())
                    .positive(field + ".mtbfHours", maturity.mtbfHours(), MOST_HOURS);
        });
        return faults.first();
    }

    private static Optional<String> fault(Chip chip) {
        Faults faults = new Faults("AcceleratorClass " + chip.name())
                .positive("memoryGB", chip.memoryBytes(), MOST_BYTES)
                .positive("memoryBandwidthGBps", chip.memoryBandwidth(), MOST_BYTES)
                .between("interconnect.scaleUpGBps", chip.links().scaleUpBytesPerSecond(), 0, MOST_BYTES)
                .between("interconnect.scaleUpDomain", chip.links().scaleUpDomain(), 1, Integer.MAX_VALUE)
                .between("interconnect.scaleOutGbps", chip.links().scaleOutBytesPerSecond(), 0, MOST_BYTES)
                .efficiency("efficiency.trainingMFU", chip.efficiency().trainingMfu())
                .efficiency("efficiency.prefillMFU", chip.efficiency().prefillMfu())
                .efficiency("efficiency.decodeMBU", chip.efficiency().decodeMbu())
                .efficiency("efficiency.communication", chip.efficiency().communication());
        chip.peakFlops()
                .forEach((precision, peak) -> faults.positive(
                        "peakTeraflops." + precision.name().toLowerCase(Locale.ROOT), peak, MOST_FLOPS));
        chip.prior().forEach((kind, prior) -> {
            String field = "maturity." + kind.name().toLowerCase(Locale.ROOT);
            faults.probability(field + ".completion", prior.completion())
                    .positive(field + ".mtbfHours", prior.mtbfHours(), MOST_HOURS)
                    .positive(field + ".weight", prior.weight(), 1e9);
        });
        return faults.first();
    }
}
