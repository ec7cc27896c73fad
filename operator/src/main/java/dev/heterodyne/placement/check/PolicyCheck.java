package dev.heterodyne.placement.check;

import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.QualificationPolicy;
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
        QualificationPolicy qualification = policy.qualification();
        faults.between("qualification.canaryRuns", qualification.canaryRuns(), 1, 1e6)
                .between("qualification.maxAccelerators", qualification.maxAccelerators(), 1, 1e9)
                .probability("qualification.budget", qualification.budget())
                .probability("qualification.versionDiscount", qualification.versionDiscount());
        return faults.first();
    }
}
