package dev.heterodyne.controller;

import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.evidence.Belief;
import dev.heterodyne.evidence.Evidence;
import dev.heterodyne.evidence.TrustState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evidence as a pool's status keeps it. */
final class StoredEvidence {
    private StoredEvidence() {}

    /**
     * The evidence behind what status shows. Figures without counts, written by a person or an older version, are taken as a
     * belief that was carried over, worth the prior and the runs that they name.
     *
     * @param prior the class's
     */
    static Evidence read(@Nullable KindMaturity shown, String stackVersion, Belief prior, Instant now) {
        if (shown == null) {
            return Evidence.none(stackVersion, now);
        }
        EvidenceCounts counts = shown.evidence();
        String version = Objects.requireNonNullElse(shown.stackVersion(), stackVersion);
        Evidence none = Evidence.none(version, now);
        if (counts == null) {
            return new Evidence(version, none.asOf(), 0, 0, 0, 0, 0, 0, believed(shown, prior), state(shown.state()));
        }
        return new Evidence(
                version,
                counts.asOf() == null ? none.asOf() : Instant.parse(counts.asOf()),
                or0(counts.completed()),
                or0(counts.failed()),
                or0(counts.failures()),
                or0(counts.acceleratorHours()),
                or0(counts.canaryHours()),
                Objects.requireNonNullElse(counts.streak(), 0),
                carried(counts),
                state(shown.state()));
    }

    /** What status keeps of it; null where nothing was seen and nothing carried over. */
    static @Nullable EvidenceCounts write(Evidence evidence) {
        Optional<Belief> carried = evidence.carried();
        if (evidence.acceleratorHours() == 0 && evidence.runs() == 0 && carried.isEmpty()) {
            return null;
        }
        return new EvidenceCounts(
                evidence.asOf().toString(),
                evidence.completed(),
                evidence.failed(),
                evidence.failures(),
                evidence.acceleratorHours(),
                evidence.canaryHours(),
                evidence.streak(),
                carried.map(Belief::completion).orElse(null),
                carried.map(Belief::runs).orElse(null),
                carried.map(Belief::mtbfHours).orElse(null),
                carried.map(Belief::failures).orElse(null));
    }

    private static Optional<Belief> believed(KindMaturity shown, Belief prior) {
        double runs = or0(shown.runs());
        Double completion = shown.completion() == null ? shown.score() : shown.completion();
        if (runs == 0 || completion == null) {
            return Optional.empty();
        }
        double mtbf = Objects.requireNonNullElse(shown.mtbfHours(), prior.mtbfHours());
        return Optional.of(new Belief(completion, prior.runs() + runs, mtbf, prior.failures()));
    }

    private static Optional<Belief> carried(EvidenceCounts counts) {
        if (counts.carriedCompletion() == null
                || counts.carriedRuns() == null
                || counts.carriedMtbfHours() == null
                || counts.carriedFailures() == null) {
            return Optional.empty();
        }
        return Optional.of(new Belief(
                counts.carriedCompletion(), counts.carriedRuns(), counts.carriedMtbfHours(), counts.carriedFailures()));
    }

    private static TrustState state(@Nullable MaturityState state) {
        return switch (Objects.requireNonNullElse(state, MaturityState.Unproven)) {
            case Unproven -> TrustState.UNPROVEN;
            case Canary -> TrustState.CANARY;
            case Qualified -> TrustState.QUALIFIED;
            case Quarantined -> TrustState.QUARANTINED;
        };
    }

    static MaturityState state(TrustState state) {
        return switch (state) {
            case UNPROVEN -> MaturityState.Unproven;
            case CANARY -> MaturityState.Canary;
            case QUALIFIED -> MaturityState.Qualified;
            case QUARANTINED -> MaturityState.Quarantined;
        };
    }

    private static double or0(@Nullable Double figure) {
        return Objects.requireNonNullElse(figure, 0.0);
    }
}
