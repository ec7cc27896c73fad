package dev.heterodyne.placement.model;

import java.time.Duration;

/**
 * How a pool earns trust.
 *
 * @param canaryRuns runs in a row that must complete, at least 1
 * @param maxAccelerators most accelerators that canary runs together may hold on a pool below its floor, at least 1
 * @param budget share of all training accelerator-hours that may go to canary runs of the operator's own, 0 to 1
 * @param halfLife in which evidence loses half its weight, above 0
 * @param versionDiscount share of its weight that a belief keeps when the stack version changes, 0 to 1
 */
public record QualificationPolicy(
        int canaryRuns, int maxAccelerators, double budget, Duration halfLife, double versionDiscount) {
    /** Applies to what a policy leaves out. */
    public static final QualificationPolicy DEFAULT = new QualificationPolicy(3, 16, 0.05, Duration.ofDays(30), 0.25);
}
