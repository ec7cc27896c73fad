package dev.heterodyne.placement.price;

import dev.heterodyne.placement.model.WorkloadKind;

/**
 * Jobs of one kind with the same feasible pools and values.
 *
 * @param value per pool, what an accelerator there gives the job, 0 to 1; negative where the pool is infeasible
 * @param accelerators that its jobs hold or wait for, at least 0
 * @param expected further accelerators that the policy expects such jobs to want, at least 0
 */
public record DemandClass(WorkloadKind kind, double[] value, double accelerators, double expected) {}
