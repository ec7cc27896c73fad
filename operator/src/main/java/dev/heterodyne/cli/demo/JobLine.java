package dev.heterodyne.cli.demo;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job as the demo shows it. */
record JobLine(
        String kind, String namespace, String name, Phase phase, String pool, List<String> nodes, String message) {

    static JobLine of(TrainingJob job) {
        Optional<TrainingJobStatus> status = Optional.ofNullable(job.getStatus());
        return new JobLine(
                "training",
                job.getMetadata().getNamespace(),
                job.getMetadata().getName(),
                status.map(TrainingJobStatus::phase).orElse(Phase.Pending),
                status.map(TrainingJobStatus::placement).map(p -> p.pool()).orElse(""),
                status.map(TrainingJobStatus::placement).map(p -> p.nodes()).orElse(List.of()),
                status.map(TrainingJobStatus::placement)
                        .map(p -> p.message())
                        .orElseGet(() ->
                                whyNot(status.map(TrainingJobStatus::conditions).orElse(null))));
    }

    static JobLine of(InferenceJob job) {
        Optional<InferenceJobStatus> status = Optional.ofNullable(job.getStatus());
        List<ShareStatus> shares =
                status.map(InferenceJobStatus::placement).map(p -> p.shares()).orElse(List.of());
        return new JobLine(
                "inference",
                job.getMetadata().getNamespace(),
                job.getMetadata().getName(),
                status.map(InferenceJobStatus::phase).orElse(Phase.Pending),
                String.join("+", shares.stream().map(ShareStatus::pool).toList()),
                shares.stream()
                        .flatMap(s -> Optional.ofNullable(s.nodes()).orElse(List.of()).stream())
                        .toList(),
                status.map(InferenceJobStatus::placement)
                        .map(p -> p.message())
                        .orElseGet(() -> whyNot(
                                status.map(InferenceJobStatus::conditions).orElse(null))));
    }

    private static String whyNot(@Nullable List<Condition> conditions) {
        return Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(c -> "Placed".equals(c.getType()))
                .map(Condition::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Distinct nodes, in order. */
    String nodeList() {
        return String.join(" ", nodes.stream().distinct().toList());
    }
}
