package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What waits and runs, by shape; and with what is expected, as classes for the prices. */
final class Demand {
    /** Values are rounded to one part in so many; the first that leaves few enough classes is taken. */
    private static final double[] GRIDS = {1e9, 1000, 100, 20};

    /** Classes beyond which values are told apart less finely: as many programmes are solved in a cycle. */
    private static final int FEW = 32;

    private final Outlook outlook;
    private final Map<Prospects, Double> byProspects;
    private final double grid;
    private final Map<DemandKey, DemandClass> classes;

    private Demand(
            Outlook outlook, Map<Prospects, Double> byProspects, double grid, Map<DemandKey, DemandClass> classes) {
        this.outlook = outlook;
        this.byProspects = byProspects;
        this.grid = grid;
        this.classes = classes;
    }

    /** The demand of a cycle; nothing in it depends on the order of the jobs. */
    static Demand of(Outlook outlook, Stream<Request> jobs) {
        Map<Prospects, Double> accelerators = new LinkedHashMap<>();
        jobs.filter(job -> !(job instanceof TrainingRequest training && training.suspended()))
                .flatMap(job -> outlook.of(job).stream())
                .filter(Prospects::anyFeasible)
                .forEach(prospects -> accelerators.merge(prospects, acceleratorsAtBest(prospects), Double::sum));
        for (double grid : GRIDS) {
            Map<DemandKey, Double> held = new TreeMap<>();
            accelerators.forEach((prospects, wanted) -> held.merge(prospects.keyOn(grid), wanted, Double::sum));
            if (held.size() <= FEW || grid == GRIDS[GRIDS.length - 1]) {
                return new Demand(outlook, accelerators, grid, withExpected(outlook, held));
            }
        }
        throw new IllegalStateException("no grid");
    }

    /** The classes, in an order of their own. */
    Map<DemandKey, DemandClass> classes() {
        return classes;
    }

    /** Accelerators that jobs hold or wait for, by shape of job. */
    Map<Prospects, Double> byProspects() {
        return byProspects;
    }

    /** The class that a job belongs to; empty where no pool could ever take it. */
    Optional<DemandKey> keyOf(Request request) {
        return outlook.of(request).filter(Prospects::anyFeasible).map(p -> p.keyOn(grid));
    }

    private static Map<DemandKey, DemandClass> withExpected(Outlook outlook, Map<DemandKey, Double> held) {
        Map<WorkloadKind, Double> observed = new EnumMap<>(WorkloadKind.class);
        held.forEach((key, wanted) -> observed.merge(key.kind(), wanted, Double::sum));
        double capacity =
                outlook.views().stream().mapToDouble(PoolView::lendable).sum();
        Map<WorkloadKind, Double> expected = ExpectedDemand.beyond(observed, outlook.clusterPolicy(), capacity);
        Map<DemandKey, Double> all = new TreeMap<>(held);
        for (WorkloadKind kind : WorkloadKind.values()) {
            if (observed.getOrDefault(kind, 0.0) == 0) {
                reference(outlook, kind).ifPresent(key -> all.put(key, 0.0));
            }
        }
        Map<DemandKey, DemandClass> classes = new LinkedHashMap<>();
        all.forEach((key, wanted) -> {
            // More of the same is expected: a class's part in its kind, all of it for the reference job.
            double ofKind = observed.getOrDefault(key.kind(), 0.0);
            double share = ofKind > 0 ? wanted / ofKind : 1;
            classes.put(
                    key,
                    new DemandClass(
                            key.kind(),
                            key.values(),
                            wanted,
                            Math.rint(share * expected.getOrDefault(key.kind(), 0.0))));
        });
        return classes;
    }

    private static Optional<DemandKey> reference(Outlook outlook, WorkloadKind kind) {
        Stream<String> stacks =
                outlook.views().stream().flatMap(v -> v.pool().chip().stream().map(c -> c.stack()));
        return outlook.of(ReferenceJobs.of(kind, stacks))
                .filter(Prospects::anyFeasible)
                .map(p -> p.keyOn(GRIDS[0]));
    }

    private static double acceleratorsAtBest(Prospects prospects) {
        return prospects.assessments().stream()
                .filter(Assessment::feasible)
                .max(Comparator.comparingDouble(a -> a.goodput(prospects.weights())))
                .map(Assessment::accelerators)
                .orElse(0.0);
    }
}
