package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Map<ClassKey, Tally> tallies = new TreeMap<>();

    private Demand(Outlook outlook) {
        this.outlook = outlook;
    }

    /** The classes of a cycle, in an order that does not depend on that of the jobs. */
    static Map<ClassKey, DemandClass> classes(Outlook outlook, Stream<Request> jobs) {
        Demand demand = new Demand(outlook);
        jobs.forEach(demand::add);
        Map<WorkloadKind, Double> expected = demand.expected();
        Map<ClassKey, DemandClass> classes = new LinkedHashMap<>();
        demand.tallies.forEach((key, tally) -> classes.put(key, tally.toClass(key, expected)));
        return classes;
    }

    private void add(Request request) {
        if (request instanceof TrainingRequest training && training.suspended()) {
            return;
        }
        keyOf(outlook, request).ifPresent(key -> {
            Prospects prospects = outlook.of(request).orElseThrow();
            tallies.computeIfAbsent(key, k -> new Tally()).add(prospects, 1);
        });
    }

    /** The class that a job belongs to; empty where no pool could ever take it. */
    static Optional<ClassKey> keyOf(Outlook outlook, Request request) {
        return outlook.of(request)
                .filter(p -> p.assessments().stream().anyMatch(Assessment::feasible))
                .map(p -> ClassKey.of(request.kind(), p));
    }

    private Map<WorkloadKind, Double> expected() {
        Map<WorkloadKind, Double> observed = new EnumMap<>(WorkloadKind.class);
        tallies.forEach((key, tally) -> observed.merge(key.kind(), tally.accelerators, Double::sum));
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
        keyOf(outlook, reference)
                .ifPresent(key -> tallies.computeIfAbsent(key, k -> new Tally())
                        .add(outlook.of(reference).orElseThrow(), 0));
    }

    /** Jobs of one class, added up. */
    private final class Tally {
        private double jobs;
        private double accelerators;
        private double @org.jspecify.annotations.Nullable [] perJob;

        void add(Prospects prospects, double count) {
            double[] here = prospects.assessments().stream()
                    .mapToDouble(a -> Math.max(1, a.accelerators()))
                    .toArray();
            if (perJob == null) {
                perJob = here;
            } else if (count > 0) {
                for (int p = 0; p < here.length; p++) {
                    perJob[p] = (perJob[p] * jobs + here[p] * count) / (jobs + count);
                }
            }
            jobs += count;
            accelerators += count * atBest(prospects);
        }

        private double atBest(Prospects prospects) {
            return prospects.assessments().stream()
                    .filter(Assessment::feasible)
                    .max((a, b) -> Double.compare(a.goodput(prospects.weights()), b.goodput(prospects.weights())))
                    .map(Assessment::accelerators)
                    .orElse(0.0);
        }

        DemandClass toClass(ClassKey key, Map<WorkloadKind, Double> expected) {
            double[] sizes = java.util.Objects.requireNonNull(perJob);
            double ofKind = tallies.entrySet().stream()
                    .filter(e -> e.getKey().kind() == key.kind())
                    .mapToDouble(e -> e.getValue().accelerators)
                    .sum();
            double share = ofKind > 0 ? accelerators / ofKind : 1;
            double size = jobs > 0 ? accelerators / jobs : 1;
            double expectedJobs = expected.getOrDefault(key.kind(), 0.0) * share / size;
            return new DemandClass(key.kind(), key.values(), sizes, jobs, expectedJobs);
        }
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
