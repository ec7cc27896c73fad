package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How many pods of a service a pool would hold once those that are leaving are gone, and borrowers that may be asked to leave
 * as well.
 */
final class Vacancy {
    private final PoolView view;
    private final int acceleratorsPerPod;
    private final Map<String, Integer> ownLent = new HashMap<>();
    private final int priority;
    private final Map<Borrower, Map<Integer, Integer>> candidates = new LinkedHashMap<>();
    private final Map<Integer, Integer> givenBack = new HashMap<>();

    /**
     * @param lentNodes nodes on which the service lends, one per pod
     * @param priority of the service
     */
    Vacancy(PoolView view, int acceleratorsPerPod, List<String> lentNodes, int priority) {
        this.view = view;
        this.acceleratorsPerPod = acceleratorsPerPod;
        this.priority = priority;
        lentNodes.forEach(node -> ownLent.merge(node, acceleratorsPerPod, Integer::sum));
    }

    /** Takes for given that a borrower leaves: it was asked before. */
    void left(Borrower borrower) {
        byIndex(borrower, Integer.MAX_VALUE).forEach(this::giveBack);
    }

    /** A borrower that may be asked: on what the service lends any, elsewhere one that is no more important. */
    void offer(Borrower borrower) {
        boolean anywhere = borrower.request().priority() <= priority;
        Map<Integer, Integer> freed = byIndex(borrower, anywhere ? Integer.MAX_VALUE : 0);
        if (!freed.isEmpty()) {
            candidates.put(borrower, freed);
        }
    }

    /** Accelerators that would count as given back, by number of the node; of what the service does not lend at most so many. */
    private Map<Integer, Integer> byIndex(Borrower borrower, int mostElsewhere) {
        Map<Integer, Integer> freed = new LinkedHashMap<>();
        borrower.nodesIn(view.pool().name()).forEach((node, held) -> {
            int index = view.pool().topology().indexOf(node);
            int most = mostElsewhere > 0 ? held : Math.min(held, ownLent.getOrDefault(node, 0));
            if (index >= 0 && most > 0) {
                freed.put(index, most);
            }
        });
        return freed;
    }

    /** Those that may be asked, whose loss counts least first. */
    List<Borrower> candidates() {
        return List.copyOf(candidates.keySet());
    }

    /** Whether a borrower sits on what the service lends. */
    boolean isOnOwnSeats(Borrower borrower) {
        return borrower.nodesIn(view.pool().name()).keySet().stream().anyMatch(ownLent::containsKey);
    }

    /** Takes for given that a candidate leaves. */
    void leaves(Borrower borrower) {
        freed(borrower).forEach(this::giveBack);
    }

    /** Undoes {@link #leaves}. */
    void stays(Borrower borrower) {
        freed(borrower).forEach((node, freed) -> giveBack(node, -freed));
    }

    private void giveBack(int node, int accelerators) {
        givenBack.merge(node, accelerators, Integer::sum);
    }

    /** Pods for which there is room without anybody's leaving. */
    long podsFree() {
        return view.freeCounts().replicas(acceleratorsPerPod);
    }

    /** Pods for which there will be room; only nodes that somebody leaves count otherwise than in {@link #podsFree}. */
    long pods() {
        long more = IntStream.concat(
                        view.vacating(), givenBack.keySet().stream().mapToInt(Integer::intValue))
                .distinct()
                .mapToLong(node -> podsOn(node) - view.free()[node] / acceleratorsPerPod)
                .sum();
        return podsFree() + more;
    }

    /** Pods more for which there would be room if a candidate left. */
    long gain(Borrower borrower) {
        Set<Integer> nodes = freed(borrower).keySet();
        long before = nodes.stream().mapToLong(this::podsOn).sum();
        leaves(borrower);
        long after = nodes.stream().mapToLong(this::podsOn).sum();
        stays(borrower);
        return after - before;
    }

    /** The fewest of these candidates that only together make room for a pod more; empty where none do. */
    List<Borrower> fewestForOnePod(List<Borrower> among) {
        List<Borrower> best = List.of();
        for (int node : among.stream()
                .flatMap(b -> freed(b).keySet().stream())
                .sorted()
                .distinct()
                .toList()) {
            List<Borrower> here = together(node, among);
            if (!here.isEmpty() && (best.isEmpty() || here.size() < best.size())) {
                best = here;
            }
        }
        return best;
    }

    private List<Borrower> together(int node, List<Borrower> among) {
        int before = podsOn(node);
        int freed = 0;
        List<Borrower> asked = new ArrayList<>();
        for (Borrower candidate : among) {
            int more = freed(candidate).getOrDefault(node, 0);
            if (more > 0 && podsOn(node, freed) == before) {
                asked.add(candidate);
                freed += more;
            }
        }
        return podsOn(node, freed) > before ? asked : List.of();
    }

    private Map<Integer, Integer> freed(Borrower borrower) {
        return candidates.getOrDefault(borrower, Map.of());
    }

    private int podsOn(int node) {
        return podsOn(node, 0);
    }

    private int podsOn(int node, int more) {
        return view.room(node).afterLeaving(givenBack.getOrDefault(node, 0) + more) / acceleratorsPerPod;
    }

    /** Keeps room for so many pods from others, on what the service lends first. */
    void keep(long pods) {
        List<String> nodes = view.pool().topology().nodes();
        List<Integer> ownFirst = IntStream.range(0, nodes.size())
                .boxed()
                .filter(node -> podsOn(node) > 0)
                .sorted(Comparator.comparing(node -> !ownLent.containsKey(nodes.get(node))))
                .toList();
        long missing = pods;
        for (int node : ownFirst) {
            long here = Math.min(missing, podsOn(node));
            view.keep(nodes.get(node), (int) here * acceleratorsPerPod);
            missing -= here;
        }
    }
}
