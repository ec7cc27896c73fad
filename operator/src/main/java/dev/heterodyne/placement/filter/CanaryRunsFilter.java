package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Optional;

/**
 * A pool that is proving itself takes bounded canary runs only, however well the first of them went: one good run lifts a
 * belief of little weight above the floor.
 */
final class CanaryRunsFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        boolean proving = Optional.ofNullable(
                        candidacy.pool().maturity().get(candidacy.request().kind()))
                .filter(m -> m.state() == MaturityState.CANARY)
                .isPresent();
        if (!proving || !(candidacy.request() instanceof TrainingRequest) || candidacy.boundedCanary()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.CanaryRunsPending,
                "its stack is on trial: %d canary runs in a row have to complete first"
                        .formatted(candidacy.policy().qualification().canaryRuns())));
    }
}
