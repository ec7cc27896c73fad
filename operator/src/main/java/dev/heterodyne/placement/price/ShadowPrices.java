package dev.heterodyne.placement.price;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Scarcity prices of pools: the dual of
 *
 * <pre>
 *   max  sum v_cp a_cp x_cp      x_cp jobs of class c on pool p
 *   s.t. sum_c a_cp x_cp &lt;= capacity_p,   sum_p x_cp &lt;= jobs_c,   x &gt;= 0
 * </pre>
 *
 * The dual is solved as a programme of its own, {@code min sum capacity_p price_p + sum jobs_c rent_c} subject to {@code
 * a_cp price_p + rent_c >= a_cp v_cp}, so that prices are its variables. By strong duality both have the same optimum.
 * ojAlgo: pure Java, maintained, and exact simplex vertices; see docs/model.md for the alternatives measured.
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
     * @param jobs how many jobs of each class count, at least 0
     * @param capacity accelerators per pool
     * @return price per pool in value per accelerator, at least 0
     * @throws IllegalStateException where the solver finds no optimum, which a finite demand always has
     */
    public static double[] solve(List<DemandClass> classes, ToDoubleFunction<DemandClass> jobs, double[] capacity) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Variable[] price = new Variable[capacity.length];
        for (int p = 0; p < capacity.length; p++) {
            // No accelerator is worth more than the whole of a job's value.
            price[p] = model.newVariable("price" + p)
                    .lower(0)
                    .upper(1)
                    .weight(BigDecimal.valueOf(capacity[p] * (1 - SHRINK)));
        }
        boolean any = false;
        for (int c = 0; c < classes.size(); c++) {
            double count = jobs.applyAsDouble(classes.get(c));
            if (count > 0 && classes.get(c).feasibleAnywhere()) {
                any = true;
                addClass(model, price, classes.get(c), count, c);
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

    private static void addClass(
            ExpressionsBasedModel model, Variable[] price, DemandClass demand, double count, int index) {
        Variable rent = model.newVariable("rent" + index).lower(0).weight(BigDecimal.valueOf(count));
        for (int p = 0; p < price.length; p++) {
            double value = demand.value()[p];
            if (value > 0) {
                double accelerators = demand.acceleratorsPerJob()[p];
                Expression covers =
                        model.newExpression("covers" + index + "_" + p).lower(accelerators * value);
                covers.set(price[p], accelerators);
                covers.set(rent, 1);
            }
        }
    }
}
