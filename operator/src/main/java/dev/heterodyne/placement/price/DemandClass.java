package dev.heterodyne.placement.price;

import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Arrays;

/**
 * Jobs of one kind with the same feasible pools and values.
 *
 * @param value per pool, what an accelerator there gives the job, 0 to 1; negative where the pool is infeasible
 * @param acceleratorsPerJob per pool, above 0
 * @param jobs jobs that wait or run, at least 0
 * @param expectedJobs further jobs that the policy expects, at least 0
 */
public record DemandClass(
        WorkloadKind kind, double[] value, double[] acceleratorsPerJob, double jobs, double expectedJobs) {

    /** Whether any pool could take such a job. */
    public boolean feasibleAnywhere() {
        return Arrays.stream(value).anyMatch(v -> v >= 0);
    }
}
