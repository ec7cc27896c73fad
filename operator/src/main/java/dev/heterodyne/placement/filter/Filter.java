package dev.heterodyne.placement.filter;

import java.util.List;
import java.util.Optional;

/** One rule that can make a pool infeasible for a job: a pure function of the candidacy. */
@FunctionalInterface
public interface Filter {
    /** Why the pool is infeasible; empty where this rule has nothing against it. */
    Optional<Verdict> check(Candidacy candidacy);

    /**
     * The rules in the order in which the first one that rejects is reported: what waiting cannot change comes before what
     * the pool can still earn, and what lapses by itself comes last.
     */
    static List<Filter> chain() {
        return List.of(
                new PoolSelectionFilter(),
                new FiguresFilter(),
                new HealthyAcceleratorsFilter(),
                new DomainFilter(),
                new RerouteFilter(Reason.AttemptsUsedUp),
                new PortabilityFilter(),
                new QuarantineFilter(),
                new FloorFilter(),
                new CanaryRunsFilter(),
                new MemoryFilter(),
                new LatencyFilter(),
                new OriginFilter(),
                new RerouteFilter(Reason.CoolingDown),
                new AvoidedPoolFilter());
    }
}
