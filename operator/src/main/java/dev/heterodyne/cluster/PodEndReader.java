package dev.heterodyne.cluster;

import dev.heterodyne.evidence.attribution.PodEnd;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how one pod of an attempt stands or ended. */
final class PodEndReader {
    private static final String RANK = "batch.kubernetes.io/job-completion-index";
    /** What every container says while its image is pulled and its volumes are mounted; conditions tell more. */
    private static final Set<String> COMMONPLACE = Set.of("ContainerCreating", "PodInitializing");

    private static final Comparator<PodEnd.Exit> FAILED_FIRST = Comparator.<PodEnd.Exit, Boolean>comparing(
                    exit -> exit.code() == 0)
            .thenComparing(exit -> exit.finished().orElse(Instant.MAX));

    PodEnd read(Pod pod) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        List<ContainerStatus> containers = Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                .flatMap(list -> list == null ? Stream.of() : list.stream())
                .toList();
        String phase = orEmpty(status.getPhase());
        return new PodEnd(
                pod.getMetadata().getName(),
                rank(pod),
                Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName).orElse(""),
                phase,
                orEmpty(status.getReason()),
                condition(status, "DisruptionTarget", "True")
                        .map(c -> orEmpty(c.getReason()))
                        .orElse(""),
                containers.stream()
                        .flatMap(c -> exit(c).stream())
                        .sorted(FAILED_FIRST)
                        .toList(),
                PodState.isOver(phase) ? "" : waiting(status, containers));
    }

    private static int rank(Pod pod) {
        return Stream.of(pod.getMetadata().getLabels(), pod.getMetadata().getAnnotations())
                .flatMap(map -> Optional.ofNullable(map).map(m -> m.get(RANK)).stream())
                .filter(index -> index.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElse(-1);
    }

    /** How it ended; for a container that is to be started again, how it ended the last time. */
    private static Optional<PodEnd.Exit> exit(ContainerStatus container) {
        return terminated(container.getState())
                .or(() -> terminated(container.getLastState()))
                .map(end -> new PodEnd.Exit(
                        container.getName(),
                        Optional.ofNullable(end.getExitCode()).orElse(0),
                        orEmpty(end.getReason()),
                        orEmpty(end.getMessage()),
                        instant(end.getFinishedAt())));
    }

    private static Optional<ContainerStateTerminated> terminated(@Nullable ContainerState state) {
        return Optional.ofNullable(state).map(ContainerState::getTerminated);
    }

    private static Optional<Instant> instant(@Nullable String time) {
        try {
            return Optional.ofNullable(time).map(t -> OffsetDateTime.parse(t).toInstant());
        } catch (DateTimeParseException e) {
            // Only the order of ends depends on it.
            return Optional.empty();
        }
    }

    /** The most telling reason why it is not ready: a container's, else the scheduler's, else that it says so. */
    private static String waiting(PodStatus status, List<ContainerStatus> containers) {
        List<String> reasons = containers.stream()
                .flatMap(c -> Optional.ofNullable(c.getState()).map(ContainerState::getWaiting).stream())
                .map(ContainerStateWaiting::getReason)
                .filter(reason -> reason != null && !reason.isEmpty())
                .toList();
        return reasons.stream()
                .filter(reason -> !COMMONPLACE.contains(reason))
                .findFirst()
                .or(() -> condition(status, "PodScheduled", "False").map(c -> orEmpty(c.getReason())))
                .or(() -> reasons.stream().findFirst())
                .or(() -> condition(status, "Ready", "True").isPresent() ? Optional.empty() : Optional.of("NotReady"))
                .orElse("");
    }

    private static Optional<PodCondition> condition(PodStatus status, String type, String value) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                .filter(c -> type.equals(c.getType()) && value.equals(c.getStatus()))
                .findFirst();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
