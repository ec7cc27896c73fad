package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts a decision into one plain sentence. */
final class Explanation {
    /** Pools that a sentence names; the candidates name them all. */
    private static final int MOST_POOLS = 3;

    /** What an event's message may hold. */
    private static final int MOST_CHARACTERS = 1024;

    private Explanation() {}

    private static String more(int pools) {
        return pools > MOST_POOLS ? "; and %d more pools".formatted(pools - MOST_POOLS) : "";
    }

    private static String bounded(String message) {
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS - 3) + "...";
    }

    /** The same decision with more said, which is not cut short. */
    static Decision adding(Decision decision, String more) {
        String message = decision.message();
        int room = Math.max(0, MOST_CHARACTERS - more.length());
        return more.isEmpty()
                ? decision
                : new Decision(
                        decision.job(),
                        decision.outcome(),
                        decision.reason(),
                        bounded((message.length() <= room ? message : message.substring(0, room)) + more),
                        decision.shares(),
                        decision.candidates(),
                        decision.before());
    }

    static Decision notConsidered(Request request, Reason reason, String message) {
        return new Decision(request.id(), Outcome.Pending, Optional.of(reason), message, List.of(), List.of());
    }

    /** A figure that no pool could make sense of. */
    static Decision invalid(Request request, String fault) {
        return new Decision(
                request.id(),
                Outcome.Rejected,
                Optional.of(Reason.InvalidFigure),
                bounded(fault),
                List.of(),
                List.of());
    }

    /**
     * A placement.
     *
     * @param shortfall what it lacks; empty where it lacks nothing
     */
    static Decision placed(
            Request request, Prospects prospects, List<Share> shares, List<Candidate> candidates, String shortfall) {
        Set<String> pools = shares.stream().map(Share::pool).collect(Collectors.toSet());
        Candidate best = candidates.stream()
                .filter(c -> c.pool().equals(shares.get(0).pool()))
                .findFirst()
                .orElseThrow();
        StringBuilder text = new StringBuilder();
        text.append(shares.stream()
                .limit(MOST_POOLS)
                .map(s -> shares.size() == 1 ? s.pool() : s.pool() + " serves " + s.replicas())
                .collect(Collectors.joining(" and ")));
        text.append(more(shares.size()));
        text.append(format(shares.size() == 1 ? " scores %.2f" : "; %2$s scores %1$.2f", best.score(), best.pool()));
        candidates.stream()
                .filter(c -> !pools.contains(c.pool()))
                .max(Comparator.comparingDouble(Candidate::score)
                        .thenComparing(Comparator.comparing(Candidate::pool).reversed()))
                .ifPresent(other -> {
                    text.append("; ").append(runnerUp(best, other));
                    if (goesByScore(request)) {
                        new Counterfactual(request, prospects, best, other)
                                .sentence()
                                .ifPresent(s -> text.append("; ").append(s));
                    }
                });
        if (!shortfall.isEmpty()) {
            text.append("; ").append(shortfall);
        }
        if (request.model().assumed()) {
            text.append("; the job names no model, so a 7B dense one was assumed");
        }
        return new Decision(
                request.id(), Outcome.Placed, Optional.empty(), bounded(text.toString()), shares, candidates);
    }

    /** A split goes by the price of the load, so that a better score alone would not turn it. */
    private static boolean goesByScore(Request request) {
        return !(request instanceof InferenceRequest inference) || inference.maxPools() == 1;
    }

    private static String runnerUp(Candidate best, Candidate other) {
        if (other.value() == 0) {
            return "%s is out: %s".formatted(other.pool(), other.message());
        }
        String goodput = best.value() > 0 ? compared(best, other) : other.pool() + " would serve it too";
        if (!other.feasible()) {
            return goodput + because(other);
        }
        if (Ranking.ties(best, other)) {
            // Ties are settled by what is left to others and last by name, so the name tells which of the two it was.
            return goodput
                    + (other.pool().compareTo(best.pool()) < 0
                            ? " and scores the same, but would leave less room for the demand seen"
                            : " and scores the same");
        }
        if (other.value() > best.value() && other.price() > best.price()) {
            return format("%s but is worth %.2f to others", goodput, other.price());
        }
        return format(
                other.score() > best.score()
                        ? "%s and scores %.2f, but the load is not carried at a lower price there"
                        : "%s and scores %.2f",
                goodput,
                other.score());
    }

    private static String compared(Candidate best, Candidate other) {
        double ratio = other.value() / best.value();
        return ratio < 2
                ? format("%s would give %.0f %% of its goodput", other.pool(), 100 * ratio)
                : format("%s would give %.1f times its goodput", other.pool(), ratio);
    }

    private static String because(Candidate other) {
        return switch (other.reason().orElseThrow()) {
            case MaturityBelowFloor -> " and is below the floor: " + other.message();
            case WaitingForAccelerators ->
                (other.message().startsWith("left to ") ? " and is " : " and is busy: ") + other.message();
            case CoolingDown -> " and is cooling down: " + other.message();
            default -> " and is out: " + other.message();
        };
    }

    /** What a job could have if it were preemptible; empty where there is nothing. */
    static String lent(PoolView view) {
        int accelerators = view.keptForBorrowers();
        return accelerators == 0 ? "" : "; " + accelerators + " more are lent to preemptible training alone";
    }

    static Decision notPlaced(Request request, Prospects prospects, List<Candidate> candidates) {
        if (mandateConflicts(prospects, candidates)) {
            return new Decision(
                    request.id(),
                    Outcome.Pending,
                    Optional.of(Reason.MandateConflictsWithFloor),
                    bounded(mandateMessage(request, prospects, candidates)),
                    List.of(),
                    candidates);
        }
        Candidate closest = candidates.stream()
                .max(Comparator.comparing((Candidate c) -> c.reason().orElseThrow())
                        .thenComparingDouble(Candidate::score)
                        .thenComparing(Comparator.comparing(Candidate::pool).reversed()))
                .orElseThrow();
        boolean never =
                candidates.stream().allMatch(c -> c.reason().orElseThrow().isOfTheJob());
        String details = candidates.stream()
                .limit(MOST_POOLS)
                .map(c -> c.pool() + ": " + c.message())
                .collect(Collectors.joining("; "));
        return new Decision(
                request.id(),
                never ? Outcome.Rejected : Outcome.Pending,
                closest.reason(),
                bounded((never ? "no pool can ever take it as it is written: " : "waits: ")
                        + details
                        + more(candidates.size())),
                List.of(),
                candidates);
    }

    private static boolean mandateConflicts(Prospects prospects, List<Candidate> candidates) {
        return prospects.policy().origin().mode() == OriginMandate.Mode.REQUIRE
                && candidates.stream().anyMatch(c -> c.reason().orElseThrow() == Reason.OriginNotAllowed)
                && candidates.stream().anyMatch(c -> c.reason().orElseThrow().isOfMaturity())
                && candidates.stream()
                        .noneMatch(c -> c.reason().orElseThrow().isCapacity()
                                || c.reason().orElseThrow().isPassing());
    }

    private static String mandateMessage(Request request, Prospects prospects, List<Candidate> candidates) {
        String kind = request.kind().name().toLowerCase(Locale.ROOT);
        Candidate best = candidates.stream()
                .filter(c -> c.reason().orElseThrow().isOfMaturity())
                .max(Comparator.comparingDouble(Candidate::maturity))
                .orElseThrow();
        return format(
                "waits: policy %s requires origin %s, and %s has not earned %s there (%s). Released by canary runs that raise it,"
                        + " by floors.%s.maturity at or below %.2f, or by origin.mode Prefer",
                prospects.policy().name(),
                String.join(" or ", new TreeSet<>(prospects.policy().origin().countries())),
                best.pool(),
                kind,
                best.message(),
                kind,
                best.maturity());
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
