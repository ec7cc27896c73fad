package dev.heterodyne.placement.price;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Scarcity prices of pools: the dual of
 *
 * <pre>
 *   max  sum v_cp x_cp      x_cp accelerators of pool p for class c
 *   s.t. sum_c x_cp &lt;= capacity_p,   sum_p x_cp &lt;= demand_c,   x &gt;= 0
 * </pre>
 *
 * The dual is solved as a programme of its own, {@code min sum capacity_p price_p + sum demand_c rent_c} subject to {@code
 * price_p + rent_c >= v_cp}, so that prices are its variables. By strong duality both have the same optimum.
 *
 * <p>Where demand just fills a pool many prices are optimal. The programme is an assignment game, whose optimal prices form a
 * lattice (Shapley and Shubik 1971): there is one price vector that is highest in every pool at once, and it is what the pool's
 * next lost accelerator would cost. That one is meant, so the answer does not depend on the order of pools or classes. It is
 * the only optimum once every capacity is a little smaller; as demand and capacity count whole accelerators, so little that
 * less than one is gone over all pools changes no other price. ojAlgo: pure Java, maintained, and exact simplex vertices; see
 * docs/model.md for the alternatives measured.
 */
public final class ShadowPrices {
    /** Accelerators that the programme takes off the cluster, over all pools. */
    private static final double SHRINK = 0.5;

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
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        double shrink = SHRINK / capacity.length;
        Variable[] price = new Variable[capacity.length];
        for (int p = 0; p < capacity.length; p++) {
            price[p] = model.newVariable("price" + p).lower(0).weight(Math.max(0, capacity[p] - shrink));
        }
        boolean any = false;
        for (int c = 0; c < classes.size(); c++) {
            double accelerators = demand.applyAsDouble(classes.get(c));
            if (accelerators > 0) {
                any |= addClass(model, price, classes.get(c), accelerators, c);
            }
        }
        double[] result = new double[capacity.length];
        if (!any) {
            return result;
        }
        Optimisation.Result solution = model.minimise();
        if (!solution.getState().isOptimal()) {
            throw new IllegalStateException("price programme ended " + solution.getState());
        }
        for (int p = 0; p < capacity.length; p++) {
            result[p] = capacity[p] > 0 ? Math.max(0, Math.rint(solution.doubleValue(p) * STEPS) / STEPS) : 0;
        }
        return result;
    }

    private static boolean addClass(
            ExpressionsBasedModel model, Variable[] price, DemandClass demand, double accelerators, int index) {
        Variable rent = model.newVariable("rent" + index).lower(0).weight(accelerators);
        boolean any = false;
        for (int p = 0; p < price.length; p++) {
            if (demand.value()[p] > 0) {
                any = true;
                model.newExpression("covers" + index + "_" + p)
                        .lower(demand.value()[p])
                        .set(price[p], 1)
                        .set(rent, 1);
            }
        }
        return any;
    }
}
