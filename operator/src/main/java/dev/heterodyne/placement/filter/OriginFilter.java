package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.OriginMandate;
import java.util.Optional;
import java.util.TreeSet;

/** A required origin rules out every other one. */
final class OriginFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        OriginMandate mandate = candidacy.policy().origin();
        if (mandate.mode() != OriginMandate.Mode.REQUIRE
                || mandate.favours(candidacy.chip().origin())) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.OriginNotAllowed,
                "policy %s requires origin %s, this is %s"
                        .formatted(
                                candidacy.policy().name(),
                                String.join(" or ", new TreeSet<>(mandate.countries())),
                                candidacy.chip().origin().orElse("unknown"))));
    }
}
