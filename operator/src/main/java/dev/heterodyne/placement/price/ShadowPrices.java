package dev.heterodyne.placement.price;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Scarcity prices of pools: the dual of
 *
 * <pre>
 *   max  sum v_cp x_cp      x_cp accelerators of pool p for class c
 *   s.t. sum_c x_cp &lt;= capacity_p,   sum_p x_cp &lt;= demand_c,   x &gt;= 0
 * </pre>
 *
 * <p>Where demand just fills a pool many prices are optimal. The programme is an assignment game, whose optimal prices form a
 * lattice (Shapley and Shubik 1971): one price vector is highest in every pool at once, and it is what the pool's next lost
 * accelerator would cost. That one is meant, so the answer depends neither on the order of pools or classes nor on which of
 * several optimal allocations the solver returns. It is read off any of them: the cheapest way to make do with one accelerator
 * less is to turn someone away there, or to move someone to a pool that has room or makes it the same way,
 *
 * <pre>
 *   price_p = 0 where p has room (and where it has nothing at all), else min over c with x_cp &gt; 0 of min(v_cp, min_q v_cp - v_cq + price_q)
 * </pre>
 */
public final class ShadowPrices {
    private static final double HELD = 1e-6;

    /** Prices are rounded to this, so that the last digits of the solver decide nothing. */
    private static final double STEPS = 1e9;

    private ShadowPrices() {}

    /**
     * Solves for prices.
     *
     * @param classes the demand
     * @param demand how many accelerators of each class count, at least 0
     * @param capacity accelerators per pool
     * @return price per pool in value per accelerator, at least 0
     * @throws IllegalStateException where the solver finds no optimum, which a finite demand always has
     */
    public static double[] solve(List<DemandClass> classes, ToDoubleFunction<DemandClass> demand, double[] capacity) {
        List<DemandClass> wanting =
                classes.stream().filter(c -> demand.applyAsDouble(c) > 0).toList();
        double[] wanted = wanting.stream().mapToDouble(demand).toArray();
        double[][] allocation = Allocation.best(wanting, wanted, capacity);
        double[] price = new double[capacity.length];
        for (int p = 0; p < price.length; p++) {
            price[p] = capacity[p] > 0 && hasRoom(p, allocation, capacity) ? 0 : Double.POSITIVE_INFINITY;
        }
        // Each round settles at least one more pool, as in Bellman and Ford's shortest paths.
        boolean changed = true;
        for (int round = 0; changed && round < price.length; round++) {
            changed = relax(wanting, allocation, price);
        }
        return Arrays.stream(price)
                .map(p -> Double.isInfinite(p) ? 0 : Math.max(0, Math.rint(p * STEPS) / STEPS))
                .toArray();
    }

    private static boolean hasRoom(int pool, double[][] allocation, double[] capacity) {
        double held = 0;
        for (double[] ofClass : allocation) {
            held += ofClass[pool];
        }
        return capacity[pool] - held > HELD;
    }

    private static boolean relax(List<DemandClass> classes, double[][] allocation, double[] price) {
        boolean changed = false;
        for (int c = 0; c < allocation.length; c++) {
            double[] value = classes.get(c).value();
            double elsewhere = 0;
            for (int q = 0; q < price.length; q++) {
                elsewhere = Math.max(elsewhere, value[q] - price[q]);
            }
            for (int p = 0; p < price.length; p++) {
                if (allocation[c][p] > HELD && value[p] - elsewhere < price[p] - 1 / STEPS) {
                    price[p] = value[p] - elsewhere;
                    changed = true;
                }
            }
        }
        return changed;
    }
}
