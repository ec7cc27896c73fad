package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.InferenceRequest;
import java.util.Optional;

/** A pool whose replicas of the job kept failing is left alone for a while. */
final class AvoidedPoolFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        return candidacy.request() instanceof InferenceRequest inference
                ? Optional.ofNullable(inference.avoided().get(candidacy.pool().name()))
                        .map(why -> new Verdict(Reason.CoolingDown, why))
                : Optional.empty();
    }
}
