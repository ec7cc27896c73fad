package dev.heterodyne.placement.filter;

import java.util.Optional;

/** One rule that can make a pool infeasible for a job: a pure function of the candidacy. */
@FunctionalInterface
public interface Filter {
    /** Why the pool is infeasible; empty where this rule has nothing against it. */
    Optional<Verdict> check(Candidacy candidacy);

    /** The rules in the order in which the first one that rejects is reported: lasting reasons before passing ones. */
    static java.util.List<Filter> chain() {
        return java.util.List.of(
                new OriginFilter(),
                new FiguresFilter(),
                new MemoryFilter(),
                new LatencyFilter(),
                new QuarantineFilter(),
                new FloorFilter(),
                new HealthyAcceleratorsFilter(),
                new DomainFilter());
    }
}
