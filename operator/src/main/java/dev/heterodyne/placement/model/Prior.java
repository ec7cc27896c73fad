package dev.heterodyne.placement.model;

/**
 * Belief in a stack before evidence.
 *
 * @param completion probability that a run completes, 0 to 1
 * @param mtbfHours mean accelerator-hours between failures, above 0
 * @param weight runs that the belief is worth, above 0
 */
public record Prior(double completion, double mtbfHours, double weight) {
    /**
     * Where a class states none: assumed to be a stack that others run in production; two runs of evidence weigh as much.
     * Failures as on Meta's RSC-1, 6.50 per 1000 node-days of 8 accelerators (arXiv 2410.21680).
     */
    public static final Prior DEFAULT = new Prior(0.9, 1000.0 / 6.50 * 24 * 8, 2);
}
