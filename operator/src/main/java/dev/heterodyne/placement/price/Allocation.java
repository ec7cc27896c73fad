package dev.heterodyne.placement.price;

import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The programme behind the prices, solved by ojAlgo: pure Java without natives, maintained, and exact simplex vertices; see
 * docs/model.md for the alternatives measured.
 */
final class Allocation {
    private Allocation() {}

    /** Accelerators per class and pool in one allocation of the highest total value. */
    static double[][] best(List<DemandClass> classes, double[] wanted, double[] capacity) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] held = new Expression[capacity.length];
        for (int p = 0; p < capacity.length; p++) {
            held[p] = model.newExpression("capacity" + p).upper(Math.max(0, capacity[p]));
        }
        Variable[][] x = new Variable[wanted.length][capacity.length];
        boolean any = false;
        for (int c = 0; c < wanted.length; c++) {
            Expression demand = model.newExpression("demand" + c).upper(wanted[c]);
            for (int p = 0; p < capacity.length; p++) {
                double value = classes.get(c).value()[p];
                if (value > 0 && capacity[p] > 0) {
                    any = true;
                    x[c][p] = model.newVariable(c + "_" + p).lower(0).weight(value);
                    demand.set(x[c][p], 1);
                    held[p].set(x[c][p], 1);
                }
            }
        }
        return any ? values(model, x) : new double[wanted.length][capacity.length];
    }

    private static double[][] values(ExpressionsBasedModel model, Variable[][] x) {
        Optimisation.Result solution = model.maximise();
        if (!solution.getState().isOptimal()) {
            throw new IllegalStateException("price programme ended " + solution.getState());
        }
        double[][] allocation = new double[x.length][];
        for (int c = 0; c < x.length; c++) {
            allocation[c] = new double[x[c].length];
            for (int p = 0; p < x[c].length; p++) {
                if (x[c][p] != null) {
                    allocation[c][p] = x[c][p].getValue().doubleValue();
                }
            }
        }
        return allocation;
    }
}
