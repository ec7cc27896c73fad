package dev.heterodyne.cli.report;

import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a job's status says of its placement.
 *
 * @param message why it is where it is, or why it waits
 * @param reason of the condition {@code Placed}
 */
public record StatusReport(String message, String reason, List<CandidateReport> candidates) {
    private static final String PLACED_CONDITION = "Placed";
    private static final Set<String> OF_THE_JOB = Stream.of(Reason.values())
            .filter(Reason::isOfTheJob)
            .map(Reason::name)
            .collect(Collectors.toUnmodifiableSet());

    /** Of a job without status. */
    public static final StatusReport NOTHING = new StatusReport("", "", List.of());

    public StatusReport {
        candidates = List.copyOf(candidates);
    }

    /** Of a TrainingJob or an InferenceJob; says nothing of other kinds. */
    public static StatusReport of(HasMetadata job) {
        if (job instanceof TrainingJob training && training.getStatus() != null) {
            Optional<TrainingPlacement> placement =
                    Optional.ofNullable(training.getStatus().placement());
            return of(
                    placement.map(TrainingPlacement::message),
                    placement.map(TrainingPlacement::candidates),
                    training.getStatus().conditions());
        }
        if (job instanceof InferenceJob inference && inference.getStatus() != null) {
            Optional<InferencePlacement> placement =
                    Optional.ofNullable(inference.getStatus().placement());
            return of(
                    placement.map(InferencePlacement::message),
                    placement.map(InferencePlacement::candidates),
                    inference.getStatus().conditions());
        }
        return NOTHING;
    }

    private static StatusReport of(
            Optional<String> message,
            Optional<List<CandidateStatus>> candidates,
            @Nullable List<Condition> conditions) {
        Optional<Condition> placed = Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(c -> PLACED_CONDITION.equals(c.getType()))
                .findFirst();
        return new StatusReport(
                message.or(() -> placed.map(Condition::getMessage)).orElse(""),
                placed.map(Condition::getReason).orElse(""),
                candidates.orElse(List.of()).stream().map(CandidateReport::of).toList());
    }

    /** As a placement; a job without shares waits, or is rejected where waiting cannot help. */
    public PlacementReport placement(JobId job, List<Share> shares) {
        boolean placed = !shares.isEmpty();
        return PlacementReport.of(
                job,
                placed ? "Placed" : isRejected() ? "Rejected" : "Pending",
                placed ? "" : reason,
                message,
                shares.stream().map(ShareReport::of).toList(),
                candidates);
    }

    private boolean isRejected() {
        return Reason.InvalidFigure.name().equals(reason)
                || (!candidates.isEmpty() && candidates.stream().allMatch(c -> OF_THE_JOB.contains(c.reason())));
    }
}
