package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Optional;

/**
 * While a pool has yet to earn its floor, all canary runs together hold a bounded part of it. What they hold changes within
 * a cycle, so this is asked for each decision and not once per shape of job.
 */
public final class CanaryLimitFilter {
    private CanaryLimitFilter() {}

    /**
     * Why one more canary run has to wait; empty where it need not.
     *
     * @param maturity of the job on the pool, 0 to 1
     * @param held accelerators that canary runs hold in the pool
     * @param wanted accelerators that this one would hold
     */
    public static Optional<Verdict> check(Policy policy, Pool pool, double maturity, int held, int wanted) {
        int most = policy.qualification().maxAccelerators();
        if (isTrusted(policy, pool, maturity) || held + (long) wanted <= most) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.CanaryLimitReached,
                "needs %d accelerators, canary runs hold %d of the %d that qualification.maxAccelerators allows them"
                        .formatted(wanted, held, most)));
    }

    private static boolean isTrusted(Policy policy, Pool pool, double maturity) {
        return maturity >= policy.floorFor(WorkloadKind.TRAINING)
                && Optional.ofNullable(pool.maturity().get(WorkloadKind.TRAINING))
                        .filter(m -> m.state() == MaturityState.QUARANTINED)
                        .isEmpty();
    }
}
