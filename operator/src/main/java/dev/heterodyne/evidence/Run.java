package dev.heterodyne.evidence;

/**
 * One attempt that is over, as evidence on the pool that it ran on.
 *
 * @param stackVersion version of the pool's stack that it ran on, empty where the pool states none
 * @param acceleratorHours accelerators times hours held, at least 0
 * @param canary whether it was a canary run
 * @param abandoned whether the job leaves the pool because of it, or ends
 */
public record Run(Outcome outcome, String stackVersion, double acceleratorHours, boolean canary, boolean abandoned) {
    public Run {
        Counts.requireCount("acceleratorHours", acceleratorHours);
    }
}
