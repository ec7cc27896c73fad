package dev.heterodyne.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.placement.cycle.Candidate;
import dev.heterodyne.placement.filter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How one pool fared. A figure is missing where a status does not have it.
 *
 * @param reason why it is not feasible, empty where it is
 * @param message the same with figures, for people; not in the JSON
 */
public record CandidateReport(
        String pool,
        boolean feasible,
        String reason,
        @Nullable Double compute,
        @Nullable Double interconnect,
        @Nullable Double maturity,
        @Nullable Double value,
        @Nullable Double price,
        @Nullable Double score,
        @JsonIgnore String message) {

    static CandidateReport of(Candidate candidate) {
        return new CandidateReport(
                candidate.pool(),
                candidate.feasible(),
                candidate.reason().map(Reason::name).orElse(""),
                candidate.compute(),
                candidate.interconnect(),
                candidate.maturity(),
                candidate.value(),
                candidate.price(),
                candidate.score(),
                candidate.message());
    }

    static CandidateReport of(CandidateStatus candidate) {
        return new CandidateReport(
                candidate.pool(),
                candidate.feasible(),
                candidate.reason() == null ? "" : candidate.reason(),
                candidate.compute(),
                candidate.interconnect(),
                candidate.maturity(),
                candidate.value(),
                candidate.price(),
                candidate.score(),
                "");
    }
}
