package dev.heterodyne.cluster;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.LoadStatus;
import dev.heterodyne.api.Setback;
import dev.heterodyne.placement.model.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an inference job's status tells of how it fares; the operator wrote it, so it is taken as it stands. */
record ObservedService(InferenceJob job) {
    /** The load that was observed where the job follows it, else the spec's. */
    Load load(Load stated) {
        LoadStatus load = status().map(InferenceJobStatus::load).orElse(null);
        if (load == null || job.getSpec().autoscaling() == null || load.requestsPerSecond() == null) {
            return stated;
        }
        return new Load(
                load.requestsPerSecond(),
                Objects.requireNonNullElse(load.promptTokens(), stated.promptTokens()),
                Objects.requireNonNullElse(load.outputTokens(), stated.outputTokens()));
    }

    /** Pools that are avoided, with the reason. */
    Map<String, String> avoided() {
        return status().map(InferenceJobStatus::setbacks).orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        Setback::pool,
                        s -> Objects.requireNonNullElse(s.reason(), "replicas kept crashing"),
                        (a, b) -> a));
    }

    /** Until when they are. */
    Map<String, Instant> avoidedUntil() {
        return status().map(InferenceJobStatus::setbacks).orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        Setback::pool, s -> SetbackTimes.of(s).until(), (a, b) -> a.isAfter(b) ? a : b));
    }

    private Optional<InferenceJobStatus> status() {
        return Optional.ofNullable(job.getStatus());
    }
}
