package dev.heterodyne.placement.filter;

import java.util.Optional;

/** A pool that failed the job is left alone, for a while or for good. */
final class RerouteFilter implements Filter {
    private final Reason reason;

    /** Looks at one of the two reasons that a past can bar a pool for. */
    RerouteFilter(Reason reason) {
        this.reason = reason;
    }

    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        return Optional.ofNullable(
                        candidacy.restrictions().pools().get(candidacy.pool().name()))
                .filter(verdict -> verdict.reason() == reason);
    }
}
