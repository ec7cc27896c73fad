package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The best placement there is of gangs that may lie anywhere in a pool, as a mixed integer programme: y_jp whether job j runs
 * in pool p, n_jk its replicas on node k.
 */
final class ExactPlacement {
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<Variable> choices = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Integer> jobs = new ArrayList<>();

    /** Jobs placed and total value (in job units) of a placement of the highest value among those that place the most. */
    record Optimum(int placed, double value) {}

    static Optimum of(Snapshot snapshot, Collection<Decision> decisions) {
        return new ExactPlacement(snapshot, decisions).solve(decisions.size());
    }

    private ExactPlacement(Snapshot snapshot, Collection<Decision> decisions) {
        List<List<Expression>> nodes = new ArrayList<>();
        for (Pool pool : snapshot.pools()) {
            nodes.add(pool.topology().nodes().stream()
                    .map(n -> model.newExpression(pool.name() + n)
                            .upper(snapshot.ledger().free(pool.name(), n)))
                    .toList());
        }
        int j = 0;
        for (Decision decision : decisions) {
            Request request = snapshot.waiting().stream()
                    .filter(r -> r.id().equals(decision.job()))
                    .findFirst()
                    .orElseThrow();
            Expression once = model.newExpression("once" + j).upper(1);
            for (Candidate candidate : decision.candidates()) {
                if (canEverRun(candidate)) {
                    int p = IntStream.range(0, nodes.size())
                            .filter(i -> snapshot.pools().get(i).name().equals(candidate.pool()))
                            .findFirst()
                            .orElseThrow();
                    Variant variant = request.variantFor(
                                    snapshot.pools().get(p).chip().orElseThrow().stack())
                            .orElseThrow();
                    once.set(choice(j, p, variant, candidate.value(), nodes.get(p)), 1);
                }
            }
            j++;
        }
    }

    private static boolean canEverRun(Candidate candidate) {
        return candidate.reason().map(r -> r == Reason.WaitingForAccelerators).orElse(true);
    }

    private Variable choice(int job, int pool, Variant variant, double value, List<Expression> nodes) {
        Variable chosen = model.newVariable("y" + job + "_" + pool).binary();
        Expression whole =
                model.newExpression("whole" + job + "_" + pool).level(0).set(chosen, -variant.replicas());
        for (int k = 0; k < nodes.size(); k++) {
            Variable here = model.newVariable("n" + job + "_" + pool + "_" + k)
                    .integer(true)
                    .lower(0)
                    .upper(variant.replicas());
            whole.set(here, 1);
            nodes.get(k).set(here, variant.acceleratorsPerReplica());
        }
        choices.add(chosen);
        values.add(value);
        jobs.add(job);
        return chosen;
    }

    private Optimum solve(int all) {
        // First as many jobs as can be, then value: a job more is worth more than any value, which is at most 1 a job.
        for (int i = 0; i < choices.size(); i++) {
            choices.get(i).weight(1 + all + values.get(i));
        }
        model.options.time_abort = 20_000;
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("exact placement ended " + result.getState());
        }
        int placed = 0;
        double value = 0;
        for (int i = 0; i < choices.size(); i++) {
            BigDecimal chosen = choices.get(i).getValue();
            if (chosen.doubleValue() > 0.5) {
                placed++;
                value += values.get(i);
            }
        }
        return new Optimum(placed, value);
    }
}
