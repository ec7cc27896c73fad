package dev.heterodyne.controller;

import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.placement.cycle.Candidate;
import dev.heterodyne.placement.cycle.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The candidates of a decision as status lists them. */
final class Candidates {
    private static final int MOST = 32;
    private static final double DECIMALS = 1e4;

    private record Verdict(
            String pool, boolean feasible, @Nullable String reason) {}

    private Candidates() {}

    static List<CandidateStatus> of(Decision decision) {
        return decision.candidates().stream().limit(MOST).map(Candidates::of).toList();
    }

    /**
     * Whether status already lists these pools with these reasons. Scores move with every job that comes or goes; to write
     * them down for everyone who waits would cost more than it tells.
     */
    static boolean sameVerdicts(@Nullable List<CandidateStatus> written, Decision decision) {
        return verdicts(Optional.ofNullable(written).orElse(List.of())).equals(verdicts(of(decision)));
    }

    private static Set<Verdict> verdicts(List<CandidateStatus> candidates) {
        return candidates.stream()
                .map(c -> new Verdict(c.pool(), c.feasible(), c.reason()))
                .collect(Collectors.toSet());
    }

    private static CandidateStatus of(Candidate candidate) {
        return new CandidateStatus(
                candidate.pool(),
                candidate.feasible(),
                candidate.reason().map(Enum::name).orElse(null),
                rounded(candidate.compute()),
                rounded(candidate.interconnect()),
                rounded(candidate.maturity()),
                rounded(candidate.value()),
                rounded(candidate.price()),
                rounded(candidate.score()));
    }

    /** To four decimals, so that noise writes nothing; absent where there is no number. */
    static @Nullable Double rounded(double figure) {
        // Adding 0 turns -0 into 0.
        return Double.isFinite(figure) ? Math.round(figure * DECIMALS) / DECIMALS + 0.0 : null;
    }
}
