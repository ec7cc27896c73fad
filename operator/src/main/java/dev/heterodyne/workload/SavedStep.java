package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The training step that an attempt has saved last, as its pods tell it: in the annotation {@value Heterodyne#SAVED_STEP}
 * while they run, or as {@code saved-step=N} in what a container leaves as its termination message.
 */
public final class SavedStep {
    /** Digits that always fit a long. */
    private static final Pattern STEP = Pattern.compile("[0-9]{1,18}");

    private static final Pattern TOLD = Pattern.compile("(?<![-\\w])saved-step=([0-9]{1,18})(?![0-9])");

    private SavedStep() {}

    /** The highest step that any of the pods tells, at least 0; empty where none does. What is no number is not heard. */
    public static OptionalLong of(Collection<Pod> pods) {
        return pods.stream()
                .flatMap(p -> Stream.concat(annotated(p), left(p)))
                .mapToLong(Long::parseLong)
                .max();
    }

    private static Stream<String> annotated(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(a -> a.get(Heterodyne.SAVED_STEP))
                .filter(STEP.asMatchPredicate())
                .stream();
    }

    private static Stream<String> left(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .flatMap(SavedStep::messages)
                        .flatMap(m -> TOLD.matcher(m).results().map(found -> found.group(1)));
    }

    private static Stream<String> messages(ContainerStatus container) {
        return Stream.of(Optional.ofNullable(container.getState()), Optional.ofNullable(container.getLastState()))
                .flatMap(Optional::stream)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .map(ContainerStateTerminated::getMessage)
                .filter(Objects::nonNull);
    }
}
