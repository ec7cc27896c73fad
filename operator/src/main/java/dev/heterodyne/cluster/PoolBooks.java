package dev.heterodyne.cluster;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Pool;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pools, and which of them holds a node: per resource the oldest that selects it. */
final class PoolBooks {
    private final List<PoolBook> byAge;
    private final Map<String, PoolBook> byName = new HashMap<>();

    PoolBooks(List<PoolBook> books) {
        byAge = books.stream()
                .sorted(Comparator.comparing(PoolBook::definition, PoolDefinition.BY_AGE))
                .toList();
        byAge.forEach(b -> byName.put(b.definition().name(), b));
    }

    Optional<PoolBook> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In name order. */
    List<Pool> toPools() {
        return byAge.stream()
                .sorted(Comparator.comparing(b -> b.definition().name()))
                .map(PoolBook::toPool)
                .toList();
    }

    /** Books a node as it is now; false where no pool sees a difference. */
    boolean settle(NodeFacts node, Ledger ledger, PodUsage usage) {
        Map<String, String> holders = new HashMap<>();
        boolean changed = false;
        for (PoolBook book : byAge) {
            boolean claims = book.claims(node);
            String other = claims
                    ? holders.putIfAbsent(
                            book.resource().orElse(""), book.definition().name())
                    : null;
            boolean keeps = claims && other == null;
            changed |= keeps ? enter(book, node, ledger, usage) : exit(book, node.name(), ledger, usage);
            changed |= book.contest(node.name(), other);
        }
        return changed;
    }

    /** Takes a node out that is gone; false where no pool held or wanted it. */
    boolean drop(String node, Ledger ledger, PodUsage usage) {
        boolean changed = false;
        for (PoolBook book : byAge) {
            changed |= exit(book, node, ledger, usage);
            changed |= book.contest(node, null);
        }
        return changed;
    }

    /** Books what changed when this use came or went; false where no pool counts it. */
    boolean settle(PodUse use, Ledger ledger, PodUsage usage) {
        boolean counted = false;
        for (PoolBook book : byAge) {
            String resource = book.resource().orElse("");
            if (use.devices().containsKey(resource) && book.holds(use.node())) {
                String pool = book.definition().name();
                PodUsage.Tally tally = usage.at(use.node(), resource);
                if (use.job().isEmpty()) {
                    ledger.foreignUse(pool, use.node(), tally.foreign());
                } else {
                    int devices = tally.byJob().getOrDefault(use.job().get(), 0);
                    ledger.observedUse(use.job().get(), pool, use.node(), devices);
                }
                counted = true;
            }
        }
        return counted;
    }

    private static boolean enter(PoolBook book, NodeFacts node, Ledger ledger, PodUsage usage) {
        boolean isNew = !book.holds(node.name());
        boolean changed = book.join(node);
        String pool = book.definition().name();
        if (node.ready() && !book.isOpen(node.name())) {
            ledger.drain(pool, node.name());
        } else {
            ledger.capacity(pool, node.name(), book.placeable(node.name()));
        }
        if (isNew) {
            PodUsage.Tally tally = usage.at(node.name(), book.resource().orElse(""));
            ledger.foreignUse(pool, node.name(), tally.foreign());
            tally.byJob().forEach((job, devices) -> ledger.observedUse(job, pool, node.name(), devices));
        }
        return changed;
    }

    private static boolean exit(PoolBook book, String node, Ledger ledger, PodUsage usage) {
        if (!book.leave(node)) {
            return false;
        }
        String pool = book.definition().name();
        ledger.removeNode(pool, node);
        usage.at(node, book.resource().orElse(""))
                .byJob()
                .keySet()
                .forEach(job -> ledger.observedUse(job, pool, node, 0));
        return true;
    }
}
