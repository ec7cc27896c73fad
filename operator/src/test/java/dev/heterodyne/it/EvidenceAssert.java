package dev.heterodyne.it;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.PoolMaturity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a pool has learned of one kind of workload. */
final class EvidenceAssert extends AbstractAssert<EvidenceAssert, AcceleratorPool> {
    private static final EvidenceCounts NOTHING =
            new EvidenceCounts(null, null, null, null, null, null, null, null, null, null, null);
    /** Evidence halves with every half-life: over a midnight a run is worth a little less. */
    private static final double FADED = 0.05;

    private final Function<PoolMaturity, KindMaturity> kind;

    private EvidenceAssert(AcceleratorPool pool, Function<PoolMaturity, KindMaturity> kind) {
        super(pool, EvidenceAssert.class);
        this.kind = kind;
    }

    /** Of training. */
    static EvidenceAssert that(AcceleratorPool pool) {
        return of(pool, PoolMaturity::training);
    }

    /** Of inference. */
    static EvidenceAssert ofServing(AcceleratorPool pool) {
        return of(pool, PoolMaturity::inference);
    }

    private static EvidenceAssert of(AcceleratorPool pool, Function<PoolMaturity, KindMaturity> kind) {
        EvidenceAssert asserted = new EvidenceAssert(pool, kind);
        asserted.isNotNull();
        Assertions.assertThat(pool.getStatus()).as("status").isNotNull();
        return asserted;
    }

    /**
     * So many runs, each counted once.
     *
     * @param failed those that stack or hardware failed for good
     * @param failures those, and the ones that a restart elsewhere cured
     */
    EvidenceAssert hasSeen(int completed, int failed, int failures) {
        EvidenceCounts counts = Optional.ofNullable(learned().evidence()).orElse(NOTHING);
        Assertions.assertThat(new double[] {or0(counts.completed()), or0(counts.failed()), or0(counts.failures())})
                .as("completed, failed, failures of %s", actual.getMetadata().getName())
                .containsExactly(new double[] {completed, failed, failures}, Assertions.withPrecision(FADED));
        return this;
    }

    /** Holds the names of just these attempts, whose jobs do not show their end yet. */
    EvidenceAssert hasCounted(String... attempts) {
        Assertions.assertThat(Optional.ofNullable(actual.getStatus().counted()).orElse(List.of()))
                .as(
                        "attempts counted that %s still has to know",
                        actual.getMetadata().getName())
                .extracting(CountedAttempt::attempt)
                .containsExactlyInAnyOrder(attempts);
        return this;
    }

    KindMaturity learned() {
        return Objects.requireNonNull(
                kind.apply(Objects.requireNonNull(actual.getStatus().maturity())));
    }

    private static double or0(Double figure) {
        return figure == null ? 0 : figure;
    }
}
