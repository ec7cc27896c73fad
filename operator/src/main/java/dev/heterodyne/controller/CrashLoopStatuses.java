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

/** What crash loops add to an inference job's status: the setbacks, and why replicas crash while they do. */
final class CrashLoopStatuses {
    private static final String TYPE = ConditionType.Degraded.name();
    private final StatusFactory factory;

    CrashLoopStatuses(StatusFactory factory) {
        this.factory = factory;
    }

    /** The job with these setbacks in its status. */
    static InferenceJob with(InferenceJob job, List<Setback> setbacks) {
        InferenceJob told = new InferenceJob();
        told.setMetadata(job.getMetadata());
        told.setSpec(job.getSpec());
        InferenceJobStatus status = InferenceStatuses.of(job);
        told.setStatus(InferenceStatuses.with(
                status, status.load(), setbacks.isEmpty() ? null : setbacks, status.conditions()));
        return told;
    }

    /** The status with the reasons of what crashes now. */
    InferenceJobStatus over(InferenceJob told, InferenceJobStatus status, List<Trouble> troubles) {
        if (troubles.isEmpty()) {
            return status;
        }
        List<Condition> conditions =
                new ArrayList<>(Optional.ofNullable(status.conditions()).orElse(List.of()));
        // Made from what was said before, so that its time of transition stands.
        Condition degraded = Conditions.find(degraded(told, troubles), TYPE).orElseThrow();
        conditions.replaceAll(c -> TYPE.equals(c.getType()) ? degraded : c);
        if (!conditions.contains(degraded)) {
            conditions.add(degraded);
        }
        return InferenceStatuses.with(status, status.load(), status.setbacks(), List.copyOf(conditions));
    }

    private List<Condition> degraded(InferenceJob told, List<Trouble> troubles) {
        InferenceJobStatus before = InferenceStatuses.of(told);
        List<Setback> setbacks = Optional.ofNullable(before.setbacks()).orElse(List.of());
        String message =
                troubles.stream().map(t -> t.told() + then(t, setbacks)).collect(Collectors.joining("; "));
        return factory.draft(before.conditions(), told.getMetadata().getGeneration())
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
