package dev.heterodyne.evidence;

/**
 * What is believed before evidence, and how much of it that is worth.
 *
 * @param completion probability that a run completes, 0 to 1
 * @param runs that {@code completion} is worth, above 0
 * @param mtbfHours mean accelerator-hours between failures, above 0
 * @param failures that {@code mtbfHours} is worth, above 0
 */
public record Belief(double completion, double runs, double mtbfHours, double failures) {
    public Belief {
        Counts.requireShare("completion", completion);
        Counts.requirePositive("runs", runs);
        Counts.requirePositive("mtbfHours", mtbfHours);
        Counts.requirePositive("failures", failures);
    }
}
