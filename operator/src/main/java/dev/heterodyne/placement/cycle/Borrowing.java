package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What services lend, opened to preemptible training once everybody else is served, so that it is used last; and who lends
 * what each of them takes.
 */
final class Borrowing {
    private final List<PoolView> views;
    private final Map<Place, List<Loan>> loans = new HashMap<>();
    /** What was free without what is lent, and has not been taken since. */
    private final Map<Place, Integer> unlent = new HashMap<>();

    private record Place(String pool, String node) {}

    /** Accelerators of a node that a service lends and nobody uses. */
    private record Loan(String lender, int accelerators) {}

    Borrowing(List<PoolView> views) {
        this.views = views;
    }

    /** Opens what these services lend; false where they lend nothing that is free. */
    boolean open(List<Placed> services) {
        services.forEach(service -> service.shares().forEach(share -> lend(service, share)));
        boolean any = false;
        for (PoolView view : views) {
            List<String> nodes = view.pool().topology().nodes();
            for (int i = 0; i < nodes.size(); i++) {
                Place place = new Place(view.pool().name(), nodes.get(i));
                unlent.put(place, view.free()[i]);
                any |= view.room(i).keptForBorrowers() > 0;
                withoutBorrowed(place, view.room(i));
            }
        }
        if (any) {
            views.forEach(PoolView::openLent);
        }
        return any;
    }

    private void lend(Placed service, Share share) {
        String lender = service.request().id().namespace() + "/"
                + service.request().id().name();
        share.lentNodes()
                .forEach(node -> loans.computeIfAbsent(new Place(share.pool(), node), p -> new ArrayList<>())
                        .add(new Loan(lender, share.acceleratorsPerPod())));
    }

    /** Of what is lent on a node, borrowers have the first. */
    private void withoutBorrowed(Place place, NodeRoom room) {
        List<Loan> here = loans.get(place);
        if (here != null) {
            int lent = here.stream().mapToInt(Loan::accelerators).sum();
            take(here, lent - room.keptForBorrowers(), new TreeMap<>());
        }
    }

    /** The decision, with whose accelerators it borrows where it does. */
    Decision told(Decision decision) {
        Map<String, Integer> borrowed = new TreeMap<>();
        for (Share share : decision.shares()) {
            for (String node : share.nodes()) {
                Place place = new Place(share.pool(), node);
                int open = unlent.getOrDefault(place, 0);
                int own = Math.min(open, share.acceleratorsPerPod());
                unlent.put(place, open - own);
                take(loans.getOrDefault(place, List.of()), share.acceleratorsPerPod() - own, borrowed);
            }
        }
        StringBuilder text = new StringBuilder();
        borrowed.forEach((lender, accelerators) ->
                text.append("; borrows %d accelerators that %s lends, and gives them back when it is asked"
                        .formatted(accelerators, lender)));
        return Explanation.adding(decision, text.toString());
    }

    private static void take(List<Loan> here, int accelerators, Map<String, Integer> byLender) {
        int missing = accelerators;
        while (missing > 0 && !here.isEmpty()) {
            Loan loan = here.remove(0);
            int part = Math.min(missing, loan.accelerators());
            byLender.merge(loan.lender(), part, Integer::sum);
            missing -= part;
            if (part < loan.accelerators()) {
                here.add(0, new Loan(loan.lender(), loan.accelerators() - part));
            }
        }
    }
}
