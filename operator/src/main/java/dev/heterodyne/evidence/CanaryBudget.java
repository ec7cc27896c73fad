package dev.heterodyne.evidence;

import java.util.Collection;

/**
 * How much training time canary runs may take, so that maturity can grow at all and never at the expense of the work: a
 * share of all accelerator-hours that training holds. A run may start while the hours spent are within it, so the last one
 * may exceed it, and the next one waits until the work has caught up.
 *
 * @param share 0 to 1
 */
public record CanaryBudget(double share) {
    /**
     * Whether another canary run may start.
     *
     * @param training evidence on the training of every pool
     * @param runningHours accelerator-hours that runs not over yet have held
     */
    public boolean allowsAnother(Collection<Evidence> training, double runningHours) {
        double spent = training.stream().mapToDouble(Evidence::canaryHours).sum();
        double all = training.stream().mapToDouble(Evidence::acceleratorHours).sum() + runningHours;
        return share > 0 && spent <= share * all;
    }
}
