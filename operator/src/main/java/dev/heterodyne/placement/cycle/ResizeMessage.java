package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what a resize changes, and on what figures. */
record ResizeMessage(
        InferenceRequest request,
        List<Share> before,
        List<Share> after,
        Need need,
        List<Offer> offers,
        List<Holding> holdings) {
    String sentence() {
        return String.join("; ", changes()) + "; " + figures();
    }

    private List<String> changes() {
        Map<String, Optional<Share>> then = new TreeMap<>();
        before.forEach(s -> then.put(s.pool(), Optional.empty()));
        Map<String, Share> old = new HashMap<>();
        before.forEach(s -> old.put(s.pool(), s));
        after.forEach(s -> then.put(s.pool(), Optional.of(s)));
        List<String> changes = new ArrayList<>();
        then.forEach(
                (pool, now) -> change(pool, old.get(pool), now.orElse(null)).ifPresent(changes::add));
        return changes;
    }

    private static Optional<String> change(String pool, @Nullable Share was, @Nullable Share now) {
        int from = was == null ? 0 : was.replicas();
        int to = now == null ? 0 : now.replicas();
        List<String> parts = new ArrayList<>();
        if (from != to) {
            parts.add("%s %d -> %d".formatted(pool, from, to));
        } else if (was != null && now != null && !was.nodes().equals(now.nodes())) {
            parts.add("%s keeps %d on other nodes".formatted(pool, to));
        }
        int lentFrom = was == null ? 0 : was.lentNodes().size() / was.podsPerReplica();
        int lentTo = now == null ? 0 : now.lentNodes().size() / now.podsPerReplica();
        if (lentFrom != lentTo) {
            parts.add("%s lends %d -> %d".formatted(pool, lentFrom, lentTo));
        }
        boolean surged = was != null && !was.surgeNodes().isEmpty();
        boolean surges = now != null && !now.surgeNodes().isEmpty();
        if (surged != surges) {
            parts.add(pool + (surges ? " holds one more seat while it rolls out" : " has rolled out"));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private String figures() {
        if (request.replicas().desired().isPresent()) {
            return "%d replicas asked for".formatted((int) need.load());
        }
        if (request.load().requestsPerSecond() <= 0) {
            return "no load stated, so the least of %d replicas".formatted(need.min());
        }
        double carried = 0;
        for (int i = 0; i < holdings.size(); i++) {
            carried += holdings.get(i).running() * offers.get(i).rate();
        }
        return String.format(Locale.ROOT, "load %.1f rps, then carried %.1f", need.load(), carried);
    }
}
