package dev.heterodyne.placement.model;

import java.util.Optional;
import java.util.Set;

/**
 * A mandate on the country of origin.
 *
 * @param mode how binding it is
 * @param countries ISO 3166 codes that it favours
 * @param bonus added to the score of a favoured pool under {@link Mode#PREFER}, in value
 */
public record OriginMandate(Mode mode, Set<String> countries, double bonus) {
    /** No mandate. */
    public static final OriginMandate NONE = new OriginMandate(Mode.NONE, Set.of(), 0);

    /** How binding a mandate is. */
    public enum Mode {
        NONE,
        PREFER,
        REQUIRE
    }

    public OriginMandate {
        countries = Set.copyOf(countries);
    }

    /** Whether a chip of this origin is favoured. */
    public boolean favours(Optional<String> origin) {
        return mode != Mode.NONE && origin.filter(countries::contains).isPresent();
    }

    /** Bonus on the score of a chip of this origin. */
    public double bonusFor(Optional<String> origin) {
        return mode == Mode.PREFER && favours(origin) ? bonus : 0;
    }
}
