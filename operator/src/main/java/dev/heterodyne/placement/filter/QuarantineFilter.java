package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.MaturityState;
import java.util.Locale;
import java.util.Optional;

/** A quarantined pool takes only bounded canary runs. */
final class QuarantineFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        boolean quarantined = Optional.ofNullable(
                        candidacy.pool().maturity().get(candidacy.request().kind()))
                .filter(m -> m.state() == MaturityState.QUARANTINED)
                .isPresent();
        if (!quarantined || candidacy.boundedCanary()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.PoolQuarantined,
                "quarantined for %s after failures; canary runs can bring it back"
                        .formatted(candidacy.request().kind().name().toLowerCase(Locale.ROOT))));
    }
}
