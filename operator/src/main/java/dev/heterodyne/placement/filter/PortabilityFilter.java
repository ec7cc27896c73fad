package dev.heterodyne.placement.filter;

import java.util.Optional;

/** A job that has saved its state goes on where that state can be read. */
final class PortabilityFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        String here = candidacy.chip().stack();
        return candidacy
                .restrictions()
                .stack()
                .filter(saved -> !saved.equals(here))
                .map(saved -> new Verdict(
                        Reason.CheckpointNotPortable,
                        "checkpoints of stack %s cannot be read on %s; set checkpoint.portable: true if they can"
                                .formatted(saved, here)));
    }
}
