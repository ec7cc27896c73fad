package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What waits, runs and is expected, as classes for the prices. */
final class Demand {
    private final Outlook outlook;
    private final Map<ClassKey, Double> accelerators = new TreeMap<>();

    private Demand(Outlook outlook) {
        this.outlook = outlook;
    }

    /** The classes of a cycle, in an order that does not depend on that of the jobs. */
    static Map<ClassKey, DemandClass> classes(Outlook outlook, Stream<Request> jobs) {
        Demand demand = new Demand(outlook);
        jobs.forEach(demand::add);
        Map<WorkloadKind, Double> expected = demand.expected();
        Map<ClassKey, DemandClass> classes = new LinkedHashMap<>();
        demand.accelerators.forEach((key, held) -> classes.put(
                key,
                new DemandClass(
                        key.kind(),
                        key.values(),
                        held,
                        Math.rint(demand.shareOf(key) * expected.getOrDefault(key.kind(), 0.0)))));
        return classes;
    }

    private void add(Request request) {
        if (request instanceof TrainingRequest training && training.suspended()) {
            return;
        }
        keyOf(outlook, request)
                .ifPresent(key -> accelerators.merge(
                        key, acceleratorsAtBest(outlook.of(request).orElseThrow()), Double::sum));
    }

    /** The class that a job belongs to; empty where no pool could ever take it. */
    static Optional<ClassKey> keyOf(Outlook outlook, Request request) {
        return outlook.of(request)
                .filter(p -> p.assessments().stream().anyMatch(Assessment::feasible))
                .map(p -> ClassKey.of(request.kind(), p));
    }

    private Map<WorkloadKind, Double> expected() {
        Map<WorkloadKind, Double> observed = new EnumMap<>(WorkloadKind.class);
        accelerators.forEach((key, held) -> observed.merge(key.kind(), held, Double::sum));
        double capacity =
                outlook.views().stream().mapToDouble(PoolView::lendable).sum();
        Map<WorkloadKind, Double> expected = ExpectedDemand.beyond(observed, outlook.clusterPolicy(), capacity);
        for (WorkloadKind kind : WorkloadKind.values()) {
            if (observed.getOrDefault(kind, 0.0) == 0) {
                addReference(kind);
            }
        }
        return expected;
    }

    private void addReference(WorkloadKind kind) {
        Request reference = ReferenceJobs.of(
                kind,
                outlook.views().stream().flatMap(v -> v.pool().chip().stream().map(c -> c.stack())));
        keyOf(outlook, reference).ifPresent(key -> accelerators.put(key, 0.0));
    }

    /** More of the same is expected: a class's part in its kind, all of it for the reference job. */
    private double shareOf(ClassKey key) {
        double ofKind = accelerators.entrySet().stream()
                .filter(e -> e.getKey().kind() == key.kind())
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return ofKind > 0 ? accelerators.getOrDefault(key, 0.0) / ofKind : 1;
    }

    private static double acceleratorsAtBest(Prospects prospects) {
        return prospects.assessments().stream()
                .filter(Assessment::feasible)
                .max(Comparator.comparingDouble(a -> a.goodput(prospects.weights())))
                .map(Assessment::accelerators)
                .orElse(0.0);
    }

    /** Jobs of one kind with the same feasible pools and values belong together. */
    record ClassKey(WorkloadKind kind, List<Double> valueByPool) implements Comparable<ClassKey> {
        static ClassKey of(WorkloadKind kind, Prospects prospects) {
            List<Double> values = new ArrayList<>();
            for (Assessment assessment : prospects.assessments()) {
                double value = prospects.value(assessment.goodput(prospects.weights()));
                // Rounded, so that figures equal up to floating-point noise make one class.
                values.add(assessment.feasible() ? Math.rint(value * 1e9) / 1e9 : -1);
            }
            return new ClassKey(kind, List.copyOf(values));
        }

        double[] values() {
            return valueByPool.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public int compareTo(ClassKey other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : Arrays.compare(values(), other.values());
        }
    }
}
