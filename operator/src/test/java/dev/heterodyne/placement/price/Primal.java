package dev.heterodyne.placement.price;

import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The allocation programme itself, whose dual the prices are. */
record Primal(double value, double[][] allocation) {
    static Primal solve(List<DemandClass> classes, double[] capacity) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Variable[][] x = new Variable[classes.size()][capacity.length];
        for (int c = 0; c < classes.size(); c++) {
            Expression demand =
                    model.newExpression("demand" + c).upper(classes.get(c).accelerators());
            for (int p = 0; p < capacity.length; p++) {
                double value = classes.get(c).value()[p];
                x[c][p] = model.newVariable("x" + c + "_" + p).lower(0).weight(Math.max(0, value));
                if (value <= 0) {
                    x[c][p].upper(0);
                }
                demand.set(x[c][p], 1);
            }
        }
        for (int p = 0; p < capacity.length; p++) {
            Expression held = model.newExpression("capacity" + p).upper(capacity[p]);
            for (Variable[] ofClass : x) {
                held.set(ofClass[p], 1);
            }
        }
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("primal ended " + result.getState());
        }
        double[][] allocation = new double[x.length][capacity.length];
        double value = 0;
        for (int c = 0; c < x.length; c++) {
            for (int p = 0; p < capacity.length; p++) {
                allocation[c][p] = x[c][p].getValue().doubleValue();
                value += allocation[c][p] * Math.max(0, classes.get(c).value()[p]);
            }
        }
        return new Primal(value, allocation);
    }
}
