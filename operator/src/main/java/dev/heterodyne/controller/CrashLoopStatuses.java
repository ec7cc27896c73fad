package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.Setback;
import dev.heterodyne.controller.CrashLoops.Trouble;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What crash loops add to an inference job's status: the setbacks, and that it is degraded. */
final class CrashLoopStatuses {
    private static final String TYPE = ConditionType.Degraded.name();
    private final StatusFactory factory;

    CrashLoopStatuses(StatusFactory factory) {
        this.factory = factory;
    }

    /**
     * The status with what crash loops add to it.
     *
     * @param job as it was before
     * @param setbacks that status is to show; those of the past are among them until their pool has forgotten them
     */
    InferenceJobStatus over(
            InferenceJob job, InferenceJobStatus status, List<Setback> setbacks, List<Trouble> troubles) {
        return new InferenceJobStatus(
                status.observedGeneration(),
                status.phase(),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.placement(),
                status.load(),
                status.predicted(),
                setbacks.isEmpty() ? null : setbacks,
                conditions(job, status, setbacks, troubles));
    }

    private List<Condition> conditions(
            InferenceJob job, InferenceJobStatus status, List<Setback> setbacks, List<Trouble> troubles) {
        List<Condition> conditions =
                new ArrayList<>(Optional.ofNullable(status.conditions()).orElse(List.of()));
        Optional<Condition> mine = Conditions.find(conditions, TYPE)
                .filter(c -> ConditionReason.CrashLooping.name().equals(c.getReason()));
        if (troubles.isEmpty()) {
            mine.ifPresent(conditions::remove);
            return List.copyOf(conditions);
        }
        conditions.removeIf(c -> TYPE.equals(c.getType()));
        conditions.add(Conditions.find(degraded(job, setbacks, troubles), TYPE).orElseThrow());
        return List.copyOf(conditions);
    }

    private List<Condition> degraded(InferenceJob job, List<Setback> setbacks, List<Trouble> troubles) {
        String message =
                troubles.stream().map(t -> t.told() + then(t, setbacks)).collect(Collectors.joining("; "));
        return factory.draft(
                        InferenceStatuses.of(job).conditions(),
                        job.getMetadata().getGeneration())
                .yes(ConditionType.Degraded, ConditionReason.CrashLooping, message)
                .toList();
    }

    private static String then(Trouble trouble, List<Setback> setbacks) {
        return setbacks.stream()
                .filter(s -> s.pool().equals(trouble.pool()) && s.until() != null)
                .findFirst()
                .map(s -> ", avoided until " + s.until())
                .orElse("");
    }
}
