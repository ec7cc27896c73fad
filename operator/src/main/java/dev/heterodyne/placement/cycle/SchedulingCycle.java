package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides for every waiting job of a snapshot, in order of priority, then age, then namespace and name. Pure: the same
 * snapshot gives the same result, in whatever order its pools, nodes and jobs are listed. Keeps
 * prices from one run to the next while demand and capacity stay as they are, so one thread owns one cycle.
 */
public final class SchedulingCycle {
    static final Comparator<Request> ORDER = Comparator.comparingInt(Request::priority)
            .reversed()
            .thenComparingLong(Request::createdMillis)
            .thenComparing(Request::id);

    private final PriceMemory memory = new PriceMemory();
    private final boolean resizing;

    /** A cycle that also resizes the inference jobs that are placed. */
    public SchedulingCycle() {
        this(true);
    }

    private SchedulingCycle(boolean resizing) {
        this.resizing = resizing;
    }

    /** A cycle that leaves what is placed as it is. */
    public static SchedulingCycle forWaitingJobs() {
        return new SchedulingCycle(false);
    }

    /** Runs the cycle. */
    public CycleResult run(Snapshot snapshot) {
        Ledger ledger = snapshot.ledger().copy();
        Collection<Request> waiting = inOrder(snapshot.waiting());
        // What a job held before is not its own any more once it waits.
        waiting.forEach(request -> ledger.release(request.id()));
        List<PoolView> views = views(snapshot, ledger, borrowers(snapshot));
        Outlook outlook = new Outlook(views, snapshot.policies(), snapshot.leaderWorkerSets());
        Demand demand = Demand.of(
                outlook,
                Stream.concat(waiting.stream(), snapshot.placed().stream().map(Placed::request)));
        PriceBook prices = new PriceBook(outlook, demand, memory);
        Fragmentation fragmentation = new Fragmentation(demand.byProspects());
        CanaryRuns canaries = new CanaryRuns(snapshot.placed());
        Resizes resizes = new Resizes(snapshot.placed(), outlook, prices, ledger, new Reclaim(snapshot.placed()));
        Lineup.Decider decider = (request, barred, others) ->
                decide(request, barred, outlook, prices, fragmentation, pool -> canaries.heldIn(pool, others, request));
        if (resizing) {
            resizes.first(highestPriority(waiting));
        }
        Lineup lineup = new Lineup(List.copyOf(waiting), outlook, decider, resizing ? resizes::before : job -> {});
        List<Decision> decisions = new Rearrangement(lineup).decideAll();
        decisions.forEach(decision -> reserve(ledger, decision));
        lineup.conclude(resizes::withReserve);
        if (resizing) {
            resizes.last();
        }
        return new CycleResult(
                borrowed(lineup, new Borrowing(views), resizes.services(), outlook, decider, ledger),
                resizes.decisions(),
                resizes.preemptions(),
                resizes.forecasts(),
                ledger,
                prices.byPool());
    }

    /** The decisions of a lineup, those of preemptible training that was crowded out made anew with what is lent to it. */
    private static List<Decision> borrowed(
            Lineup lineup,
            Borrowing borrowing,
            List<Placed> services,
            Outlook outlook,
            Lineup.Decider decider,
            Ledger ledger) {
        List<Integer> borrowers = IntStream.range(0, lineup.size())
                .filter(i -> isPreemptible(lineup.job(i)) && lineup.isCrowdedOut(i))
                .boxed()
                .toList();
        if (borrowers.isEmpty() || !borrowing.open(services)) {
            return lineup.decisions();
        }
        List<Request> jobs = borrowers.stream().map(lineup::job).toList();
        List<Decision> anew = new Rearrangement(new Lineup(jobs, outlook, decider, priority -> {})).decideAll();
        List<Decision> all = new ArrayList<>(lineup.decisions());
        for (int i = 0; i < borrowers.size(); i++) {
            all.set(borrowers.get(i), borrowing.told(anew.get(i)));
            reserve(ledger, anew.get(i));
        }
        return all;
    }

    private static boolean isPreemptible(Request request) {
        return request instanceof TrainingRequest training && training.preemptible();
    }

    /** Jobs that may sit on what is lent: those placed, and those whose pods have yet to go. */
    private static Set<JobId> borrowers(Snapshot snapshot) {
        return Stream.concat(snapshot.placed().stream().map(Placed::request), snapshot.waiting().stream())
                .filter(SchedulingCycle::isPreemptible)
                .map(Request::id)
                .collect(Collectors.toSet());
    }

    private static int highestPriority(Collection<Request> waiting) {
        return waiting.stream()
                .filter(request -> !(request instanceof TrainingRequest training && training.suspended()))
                .mapToInt(Request::priority)
                .max()
                .orElse(Integer.MIN_VALUE);
    }

    /** Of two jobs or pools with one name the cluster knows only one. */
    private static Collection<Request> inOrder(List<Request> waiting) {
        Map<JobId, Request> byId = new LinkedHashMap<>();
        waiting.stream().sorted(ORDER).forEach(request -> byId.putIfAbsent(request.id(), request));
        return byId.values();
    }

    private static List<PoolView> views(Snapshot snapshot, Ledger ledger, Set<JobId> borrowers) {
        Map<String, Pool> byName = new TreeMap<>();
        snapshot.pools().forEach(pool -> byName.putIfAbsent(pool.name(), pool));
        return byName.values().stream()
                .map(pool -> new PoolView(pool, ledger, borrowers))
                .toList();
    }

    private static Decision decide(
            Request request,
            Map<String, String> barred,
            Outlook outlook,
            PriceBook prices,
            Fragmentation fragmentation,
            ToIntFunction<String> heldByCanaries) {
        if (request instanceof TrainingRequest training && training.suspended()) {
            return Explanation.notConsidered(
                    request, Reason.Suspended, "held by spec.suspend; set it to false to place it");
        }
        Optional<Prospects> prospects = outlook.of(request);
        if (prospects.isEmpty()) {
            return withoutProspects(request, outlook);
        }
        if (outlook.views().isEmpty()) {
            return Explanation.notConsidered(
                    request, Reason.NoPools, "the cluster has no AcceleratorPool; create one for its nodes");
        }
        double[] charged = prices.chargedTo(request);
        return request instanceof TrainingRequest training
                ? new GangDecision(
                                training,
                                prospects.get(),
                                charged,
                                outlook.assessor(),
                                barred,
                                fragmentation,
                                heldByCanaries)
                        .decide()
                : new ReplicaDecision((InferenceRequest) request, prospects.get(), charged, barred, fragmentation)
                        .decide();
    }

    private static Decision withoutProspects(Request request, Outlook outlook) {
        return outlook.faultOf(request)
                .map(fault -> Explanation.invalid(request, fault))
                .orElseGet(() -> Explanation.notConsidered(
                        request,
                        Reason.PolicyNotFound,
                        "PlacementPolicy %s does not exist; create it or change spec.policyName"
                                .formatted(request.policyName())));
    }

    private static void reserve(Ledger ledger, Decision decision) {
        boolean reserved = decision.outcome() != Outcome.Placed
                || ledger.tryReserve(
                        decision.job(),
                        decision.shares().stream().map(Share::reservation).toList());
        if (!reserved) {
            throw new IllegalStateException(decision.job() + " was placed on accelerators that are not free");
        }
    }
}
