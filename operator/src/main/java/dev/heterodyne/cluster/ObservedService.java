package dev.heterodyne.cluster;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.LoadStatus;
import dev.heterodyne.api.Setback;
import dev.heterodyne.placement.check.RequestCheck;
import dev.heterodyne.placement.model.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an inference job's status tells of how it fares, as the operator wrote it, or the author of a manifest. */
record ObservedService(InferenceJob job) {
    // Not the spec's range: what was read, with headroom on top, may well be above what a spec may state.
    private static final Range REQUESTS = Range.between(0, RequestCheck.MOST_REQUESTS);
    private static final Range TOKENS = Range.between(0, RequestCheck.MOST_TOKENS);
    private static final Range ALL_TOKENS = new Range(0, true, RequestCheck.MOST_TOKENS);

    /** The load that was observed where the job follows it, else the spec's. */
    Load load(Load stated, FieldChecks checks) {
        LoadStatus load = status().map(InferenceJobStatus::load).orElse(null);
        if (load == null || job.getSpec().autoscaling() == null || load.requestsPerSecond() == null) {
            return stated;
        }
        Load observed = new Load(
                checks.numberOr("status.load.requestsPerSecond", load.requestsPerSecond(), REQUESTS, 0),
                checks.numberOr("status.load.promptTokens", load.promptTokens(), TOKENS, stated.promptTokens()),
                checks.numberOr("status.load.outputTokens", load.outputTokens(), TOKENS, stated.outputTokens()));
        checks.number(
                "status.load.promptTokens + outputTokens",
                observed.promptTokens() + observed.outputTokens(),
                ALL_TOKENS);
        return observed;
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
