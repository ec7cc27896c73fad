package dev.heterodyne.cluster;

import dev.heterodyne.api.Lending;
import dev.heterodyne.api.ReplicaRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an inference job holds above its need. */
final class LendingReader {
    private LendingReader() {}

    /** Replicas that are held at least; 0 where nothing is lent. */
    static int reserve(@Nullable Lending lending, @Nullable ReplicaRange replicas, FieldChecks checks) {
        if (lending == null) {
            return 0;
        }
        int reserve = checks.required("spec.lending.reserveReplicas", lending.reserveReplicas(), VariantReader.REPLICAS)
                .orElse(0);
        // A manifest has not been through the CRD's rule, which takes min where there is no max.
        Optional<Integer> max = Optional.ofNullable(replicas).map(ReplicaRange::max);
        max.or(() -> Optional.ofNullable(replicas).map(ReplicaRange::min))
                .filter(most -> reserve > most)
                .ifPresent(most -> checks.fault(
                        "spec.lending",
                        "reserveReplicas must not exceed replicas.max (" + most
                                + (max.isPresent() ? "" : ", as min, since it is left out") + "), but is " + reserve
                                + "; lower it or raise max"));
        return reserve;
    }
}
