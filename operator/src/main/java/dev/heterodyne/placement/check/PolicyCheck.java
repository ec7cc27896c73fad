package dev.heterodyne.placement.check;

import dev.heterodyne.placement.model.Policy;
import java.util.Locale;
import java.util.Optional;

/** Checks a policy. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /** What is wrong with the figures of a policy, with field and reason. */
    public static Optional<String> fault(Policy policy) {
        Faults faults = new Faults("PlacementPolicy " + policy.name())
                .between("origin.bonus", policy.origin().bonus(), 0, 1e3);
        policy.weights().forEach((kind, weights) -> {
            String field = "weights." + kind.name().toLowerCase(Locale.ROOT);
            faults.between(field + ".compute", weights.compute(), 0, 10)
                    .between(field + ".interconnect", weights.interconnect(), 0, 10)
                    .between(field + ".maturity", weights.maturity(), 0, 10);
        });
        policy.floors()
                .forEach((kind, floor) ->
                        faults.probability("floors." + kind.name().toLowerCase(Locale.ROOT) + ".maturity", floor));
        policy.expectedDemand()
                .forEach((kind, share) ->
                        faults.probability("expectedDemand." + kind.name().toLowerCase(Locale.ROOT), share));
        return faults.first();
    }
}
