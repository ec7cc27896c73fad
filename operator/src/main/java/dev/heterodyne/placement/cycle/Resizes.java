package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.ledger.NodeAccount;
import dev.heterodyne.placement.ledger.Reservation;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The placed inference jobs of one cycle, resized one after the other: by priority, then age, then namespace and name. */
final class Resizes {
    private final Outlook outlook;
    private final PriceBook prices;
    private final Ledger ledger;
    private final Reclaim reclaim;
    private final Map<String, PoolView> views = new HashMap<>();
    private final Map<JobId, Placed> open = new LinkedHashMap<>();
    private final Map<JobId, Placed> services = new LinkedHashMap<>();
    private final Map<JobId, Forecast> forecasts = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private int reached = Integer.MAX_VALUE;

    Resizes(List<Placed> placed, Outlook outlook, PriceBook prices, Ledger ledger, Reclaim reclaim) {
        this.reclaim = reclaim;
        this.outlook = outlook;
        this.prices = prices;
        this.ledger = ledger;
        outlook.views().forEach(view -> views.put(view.pool().name(), view));
        placed.stream()
                .filter(p -> p.request() instanceof InferenceRequest)
                .sorted(Comparator.comparing(Placed::request, SchedulingCycle.ORDER))
                .forEach(p -> open.putIfAbsent(p.request().id(), p));
        services.putAll(open);
        open.values().forEach(p -> p.shares().forEach(this::keepLent));
    }

    /** What is lent is not reserved, but kept from those that come next. */
    private void keepLent(Share share) {
        PoolView view = views.get(share.pool());
        if (view != null) {
            share.lentNodes().forEach(node -> view.lend(node, share.acceleratorsPerPod()));
        }
    }

    /** Before the waiting jobs: all that shrink, and those that grow and have at least that priority. */
    void first(int priority) {
        reached = priority;
        List.copyOf(open.values()).forEach(p -> resize(p, p.request().priority() >= priority));
    }

    /** Before the first waiting job of that priority: those that have at least that, and did not grow yet. */
    void before(int priority) {
        if (priority < reached) {
            reached = priority;
            open.values().stream()
                    .filter(p -> p.request().priority() >= priority)
                    .toList()
                    .forEach(p -> resize(p, true));
        }
    }

    /** A waiting job's decision, with what it lends of what the others have left where it is a service with a reserve. */
    Decision withReserve(Request job, Decision decision) {
        if (decision.outcome() != Outcome.Placed
                || !(job instanceof InferenceRequest request)
                || request.reserveReplicas() == 0) {
            return decision;
        }
        Placed placed = new Placed(request, decision.shares());
        Prospects prospects = outlook.of(request).orElseThrow();
        List<Share> shares = new Resize(placed, request, prospects, prices.chargedTo(request), reclaim).lending();
        services.put(request.id(), new Placed(request, shares));
        return decision.holding(shares);
    }

    /** After the waiting jobs: the others. */
    void last() {
        List.copyOf(open.values()).forEach(p -> resize(p, true));
    }

    private void resize(Placed placed, boolean mayGrow) {
        InferenceRequest request = (InferenceRequest) placed.request();
        Optional<Prospects> prospects = outlook.of(request);
        if (prospects.isEmpty()) {
            open.remove(request.id());
            return;
        }
        Resize resize = new Resize(placed, request, prospects.get(), prices.chargedTo(request), reclaim);
        Optional<Decision> decision = resize.decide(mayGrow);
        resize.settle();
        if (decision.isPresent()) {
            book(decision.get());
            services.put(request.id(), new Placed(request, decision.get().shares()));
            decisions.add(decision.get());
        }
        if (mayGrow || decision.isPresent()) {
            open.remove(request.id());
            forecasts.put(request.id(), resize.forecast());
        }
    }

    private void book(Decision decision) {
        List<Reservation> after = decision.shares().stream()
                .map(Share::reservation)
                .filter(r -> r.total() > 0)
                .toList();
        Map<PoolView, Map<String, Integer>> free = new HashMap<>();
        List<Share> touched = new ArrayList<>(decision.before());
        touched.addAll(decision.shares());
        for (Share share : touched) {
            PoolView view = views.get(share.pool());
            if (view != null) {
                Map<String, Integer> byNode = free.computeIfAbsent(view, v -> new HashMap<>());
                share.reservation()
                        .acceleratorsByNode()
                        .keySet()
                        .forEach(node -> byNode.put(node, ledger.free(share.pool(), node)));
            }
        }
        ledger.restore(decision.job(), after);
        free.forEach((view, byNode) -> byNode.forEach((node, before) -> {
            NodeAccount now = ledger.account(view.pool().name(), node);
            // What it gives up is nobody's before the step is written down.
            view.keep(node, Math.max(0, before - now.free()));
            view.vacates(node, now.vacating());
        }));
    }

    List<Decision> decisions() {
        return decisions;
    }

    /** The services as they are after their steps. */
    List<Placed> services() {
        return List.copyOf(services.values());
    }

    List<Preemption> preemptions() {
        return reclaim.preemptions();
    }

    Map<JobId, Forecast> forecasts() {
        return forecasts;
    }
}
