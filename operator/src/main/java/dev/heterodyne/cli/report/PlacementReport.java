package dev.heterodyne.cli.report;

import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import java.util.List;

/**
 * What was decided for one job.
 *
 * @param outcome {@code Placed}, {@code Pending} or {@code Rejected}
 * @param reason why it is not placed, empty where it is
 * @param shares one per pool, empty where it is not placed
 * @param candidates every pool, best first
 */
public record PlacementReport(
        String kind,
        String namespace,
        String name,
        String outcome,
        String reason,
        String message,
        List<ShareReport> shares,
        List<CandidateReport> candidates) {
    public PlacementReport {
        shares = List.copyOf(shares);
        candidates = List.copyOf(candidates);
    }

    static PlacementReport of(
            JobId job,
            String outcome,
            String reason,
            String message,
            List<ShareReport> shares,
            List<CandidateReport> candidates) {
        return new PlacementReport(
                KindNames.of(job.kind()), job.namespace(), job.name(), outcome, reason, message, shares, candidates);
    }

    /** As a cycle has just decided. */
    public static PlacementReport of(Decision decision) {
        return of(
                decision.job(),
                decision.outcome().name(),
                decision.reason().map(Reason::name).orElse(""),
                decision.message(),
                decision.shares().stream().map(ShareReport::of).toList(),
                decision.candidates().stream().map(CandidateReport::of).toList());
    }
}
