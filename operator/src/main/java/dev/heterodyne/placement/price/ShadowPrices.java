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
 * price_p + rent_c >= v_cp}, so that prices are its variables. By strong duality both have the same optimum. ojAlgo: pure
 * Java, maintained, and exact simplex vertices; see docs/model.md for the alternatives measured.
 */
public final class ShadowPrices {
    /**
     * Where demand just fills a pool any price between two values is optimal; the higher one is meant, what the pool's next
     * lost accelerator would cost. A capacity smaller by this share makes that one the only optimum.
     */
    private static final double SHRINK = 1e-7;

    private static final double NOISE = 1e-9;

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
        Variable[] price = new Variable[capacity.length];
        for (int p = 0; p < capacity.length; p++) {
            price[p] = model.newVariable("price" + p).lower(0).weight(capacity[p] * (1 - SHRINK));
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
            double value = solution.doubleValue(p);
            result[p] = capacity[p] > 0 && value > NOISE ? value : 0;
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
