package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Services in a {@link BigCluster}: each runs on two of the stacks, in up to two pools, and carries a load of its own. */
final class BigServices {
    private BigServices() {}

    /** Services that are placed and at rest, all their replicas ready, and jobs that wait beside them. */
    static Snapshot of(int nodes, int services, List<Request> waiting) {
        Snapshot empty = BigCluster.of(nodes, List.of());
        Random random = new Random(11);
        List<Request> requests = IntStream.range(0, services)
                .<Request>mapToObj(s -> service(s, random))
                .toList();
        CycleResult first = new SchedulingCycle()
                .run(new Snapshot(empty.pools(), Map.of(), requests, List.of(), empty.ledger()));
        Map<JobId, Request> byId = requests.stream().collect(Collectors.toMap(Request::id, r -> r));
        Map<JobId, List<Share>> shares = new HashMap<>();
        first.decisions().stream()
                .filter(d -> d.outcome() == Outcome.Placed)
                .forEach(d -> shares.put(d.job(), d.shares()));
        Ledger ledger = first.ledger();
        while (true) {
            Snapshot now = new Snapshot(empty.pools(), Map.of(), waiting, placed(byId, shares), ledger);
            List<Decision> steps = new SchedulingCycle()
                    .run(new Snapshot(empty.pools(), Map.of(), List.of(), now.placed(), ledger))
                    .resizes();
            if (steps.isEmpty()) {
                return now;
            }
            for (Decision step : steps) {
                shares.put(step.job(), step.shares());
                ledger.restore(
                        step.job(), step.shares().stream().map(Share::reservation).toList());
            }
        }
    }

    private static List<Placed> placed(Map<JobId, Request> requests, Map<JobId, List<Share>> shares) {
        List<Placed> placed = new ArrayList<>();
        shares.forEach((id, held) -> placed.add(new Placed(
                requests.get(id),
                held,
                held.stream().collect(Collectors.toMap(Share::pool, Share::replicas)),
                Set.of())));
        return placed;
    }

    private static InferenceRequest service(int number, Random random) {
        int first = random.nextInt(4);
        List<Variant> variants = IntStream.of(first, (first + 1) % 4)
                .mapToObj(s -> new Variant("stack-" + s, 1, 8, new Parallelism(8, 1, Parallelism.DEFAULT_BATCH_TOKENS)))
                .toList();
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "bench", "service-%05d".formatted(number)),
                number % 3,
                number,
                "default",
                Model.of(70e9, 70e9, Precision.BF16),
                variants,
                new ReplicaBounds(1, 8, OptionalInt.empty()),
                new Load(1 + random.nextInt(40), 1000, 400),
                new Slo(OptionalDouble.of(0.05), OptionalDouble.of(2)),
                2);
    }
}
