package dev.heterodyne.cli.report;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.KindPrices;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pool holds after the decisions.
 *
 * @param accelerators on Ready nodes
 * @param allocated held by anyone
 * @param free open to a further placement
 */
public record PoolReport(String name, int accelerators, int allocated, int free, Price price) {

    /** What a job of either kind is charged per accelerator. */
    public record Price(double training, double inference) {}

    /** As a cycle has left it. */
    public static PoolReport of(Pool pool, CycleResult result) {
        List<String> nodes = pool.topology().nodes();
        Map<WorkloadKind, Double> prices = result.prices().getOrDefault(pool.name(), Map.of());
        return new PoolReport(
                pool.name(),
                pool.healthy(),
                nodes.stream()
                        .mapToInt(n -> result.ledger().used(pool.name(), n))
                        .sum(),
                nodes.stream()
                        .mapToInt(n -> result.ledger().free(pool.name(), n))
                        .sum(),
                new Price(
                        prices.getOrDefault(WorkloadKind.TRAINING, 0.0),
                        prices.getOrDefault(WorkloadKind.INFERENCE, 0.0)));
    }

    /** As the operator last wrote it. */
    public static PoolReport of(AcceleratorPool pool) {
        Optional<AcceleratorPoolStatus> status = Optional.ofNullable(pool.getStatus());
        Optional<AcceleratorCounts> counts = status.map(AcceleratorPoolStatus::accelerators);
        Optional<KindPrices> prices = status.map(AcceleratorPoolStatus::price);
        return new PoolReport(
                pool.getMetadata().getName(),
                counts.map(c -> orZero(c.healthy())).orElse(0),
                counts.map(c -> orZero(c.allocated())).orElse(0),
                counts.map(c -> orZero(c.free())).orElse(0),
                new Price(
                        prices.map(p -> orZero(p.training())).orElse(0.0),
                        prices.map(p -> orZero(p.inference())).orElse(0.0)));
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
