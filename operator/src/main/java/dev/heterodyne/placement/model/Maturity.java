package dev.heterodyne.placement.model;

/**
 * What is believed of a pool's stack for one kind of workload.
 *
 * @param state how far it has earned trust
 * @param completion probability that a run completes, 0 to 1
 * @param mtbfHours mean accelerator-hours between failures, above 0
 */
public record Maturity(MaturityState state, double completion, double mtbfHours) {}
