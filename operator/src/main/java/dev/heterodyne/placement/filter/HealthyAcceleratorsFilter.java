package dev.heterodyne.placement.filter;

import java.util.Optional;

/** The pool must have that many healthy accelerators, held or not. */
final class HealthyAcceleratorsFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        if (candidacy.acceleratorsNeeded() <= candidacy.placeable()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.NotEnoughAccelerators,
                "needs %d accelerators, has %d healthy"
                        .formatted(candidacy.acceleratorsNeeded(), candidacy.placeable())));
    }
}
