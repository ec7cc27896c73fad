package dev.heterodyne.placement.cycle;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The best placement there is of the gangs of a snapshot, by OR-Tools CP-SAT. Variables: whether a job lies in a topology
 * domain of a pool (or in the pool as a whole), and how many of its replicas are on each node. What a place is worth depends
 * on the domain. One worker and a fixed seed make it deterministic. One object answers one question.
 */
final class ExactPlacement {
    /** Values become whole numbers of millionths. */
    static final double SCALE = 1e6;

    private final Snapshot snapshot;
    private final List<TrainingRequest> jobs;
    private final GangValues values;
    private final CpModel model = new CpModel();
    private final Map<String, LinearExprBuilder> heldByNode = new TreeMap<>();
    private final List<LinearExprBuilder> placed = new ArrayList<>();
    private final List<LinearExprBuilder> worth = new ArrayList<>();
    private final Map<String, IntVar> replicas = new HashMap<>();

    /** Which jobs have a place, in order of priority and age, what each is worth, and the nodes of its replicas. */
    record Optimum(List<Boolean> placed, List<Double> values, List<List<String>> nodes) {
        boolean all() {
            return placed.stream().allMatch(p -> p);
        }

        double value() {
            return values.stream().mapToDouble(v -> v).sum();
        }
    }

    ExactPlacement(Snapshot snapshot) {
        Loader.loadNativeLibraries();
        this.snapshot = snapshot;
        this.values = new GangValues(snapshot);
        this.jobs = inOrder(snapshot);
        for (Pool pool : snapshot.pools()) {
            pool.topology().nodes().forEach(node -> heldByNode.put(node, LinearExpr.newBuilder()));
        }
        jobs.forEach(this::add);
        for (Pool pool : snapshot.pools()) {
            for (String node : pool.topology().nodes()) {
                model.addLessOrEqual(
                        heldByNode.get(node), Math.max(0, snapshot.ledger().free(pool.name(), node)));
            }
        }
    }

    static List<TrainingRequest> inOrder(Snapshot snapshot) {
        return snapshot.waiting().stream()
                .map(TrainingRequest.class::cast)
                .sorted(Comparator.comparingInt(TrainingRequest::priority)
                        .reversed()
                        .thenComparingLong(TrainingRequest::createdMillis))
                .toList();
    }

    private void add(TrainingRequest job) {
        LinearExprBuilder once = LinearExpr.newBuilder();
        LinearExprBuilder value = LinearExpr.newBuilder();
        for (Pool pool : snapshot.pools()) {
            if (values.canEverRun(job, pool)) {
                addPool(job, pool, once, value);
            }
        }
        model.addLessOrEqual(once, 1);
        placed.add(once);
        worth.add(value);
    }

    private void addPool(TrainingRequest job, Pool pool, LinearExprBuilder once, LinearExprBuilder value) {
        Variant variant = job.variantFor(pool.chip().orElseThrow().stack()).orElseThrow();
        List<LinearExprBuilder> allowed = new ArrayList<>();
        pool.topology().nodes().forEach(n -> allowed.add(LinearExpr.newBuilder()));
        LinearExprBuilder here = LinearExpr.newBuilder();
        int required =
                job.topology().required().map(pool.topology()::levelIndex).orElse(-1);
        for (int level = required; level < pool.topology().levels().size(); level++) {
            List<Domain> domains = level < 0
                    ? List.of(new Domain("", 0, pool.topology().nodes().size(), -1))
                    : pool.topology().domains(level);
            for (int d = 0; d < domains.size(); d++) {
                BoolVar chosen = model.newBoolVar("");
                here.add(chosen);
                once.add(chosen);
                value.addTerm(chosen, Math.round(SCALE * values.in(job, pool, level, d)));
                for (int node = domains.get(d).from(); node < domains.get(d).to(); node++) {
                    allowed.get(node).addTerm(chosen, variant.replicas());
                }
            }
        }
        LinearExprBuilder whole = LinearExpr.newBuilder();
        for (int node = 0; node < allowed.size(); node++) {
            String name = pool.topology().nodes().get(node);
            IntVar count = model.newIntVar(0, variant.replicas(), "");
            model.addLessOrEqual(count, allowed.get(node));
            heldByNode.get(name).addTerm(count, variant.acceleratorsPerReplica());
            whole.add(count);
            replicas.put(key(job.id(), name), count);
        }
        model.addEquality(whole, LinearExpr.newBuilder().addTerm(here, variant.replicas()));
    }

    /** Places in order, then the most value in all. */
    Optimum mostInAll() {
        placeInOrder();
        return mostValuable();
    }

    /** A job has a place before all jobs together that are younger or of a lower priority. */
    private void placeInOrder() {
        LinearExprBuilder order = LinearExpr.newBuilder();
        for (int i = 0; i < jobs.size(); i++) {
            order.addTerm(placed.get(i), 1L << (jobs.size() - 1 - i));
        }
        model.maximize(order);
        model.addGreaterOrEqual(order, solved().value(order));
    }

    /** Among those that place the same jobs, the one worth the most to the highest priority, then to the next. */
    Optimum priorityFirst() {
        placeInOrder();
        for (int priority :
                jobs.stream().mapToInt(TrainingRequest::priority).distinct().toArray()) {
            LinearExprBuilder value = LinearExpr.newBuilder();
            for (int i = 0; i < jobs.size(); i++) {
                if (jobs.get(i).priority() == priority) {
                    value.add(worth.get(i));
                }
            }
            model.maximize(value);
            model.addGreaterOrEqual(value, solved().value(value));
        }
        return mostValuable();
    }

    /** What the model says of a placement; fails where the placement breaks a rule of it. */
    Optimum of(List<Decision> decisions) {
        replicas.forEach((name, count) -> {
            long taken = decisions.stream()
                    .flatMap(d ->
                            d.shares().stream().flatMap(s -> s.nodes().stream()).map(n -> key(d.job(), n)))
                    .filter(name::equals)
                    .count();
            model.addEquality(count, taken);
        });
        return mostValuable();
    }

    private Optimum mostValuable() {
        model.maximize(LinearExpr.sum(worth.toArray(LinearArgument[]::new)));
        CpSolver solver = solved();
        return new Optimum(
                placed.stream().map(p -> solver.value(p) == 1).toList(),
                worth.stream().map(w -> solver.value(w) / SCALE).toList(),
                jobs.stream().map(job -> nodes(job, solver)).toList());
    }

    private List<String> nodes(TrainingRequest job, CpSolver solver) {
        return heldByNode.keySet().stream()
                .filter(node -> replicas.containsKey(key(job.id(), node)))
                .flatMap(node -> Stream.generate(() -> node).limit(solver.value(replicas.get(key(job.id(), node)))))
                .toList();
    }

    private static String key(JobId job, String node) {
        return job + "@" + node;
    }

    private CpSolver solved() {
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(1);
        CpSolverStatus status = solver.solve(model);
        if (status != CpSolverStatus.OPTIMAL) {
            throw new IllegalStateException("exact placement ended " + status);
        }
        return solver;
    }
}
