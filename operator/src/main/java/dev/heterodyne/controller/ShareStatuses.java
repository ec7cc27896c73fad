package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolTolerations;
import dev.heterodyne.workload.TemplateRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shares of an inference job as its status lists them. */
final class ShareStatuses {
    private ShareStatuses() {}

    static List<ShareStatus> of(InferenceJob job) {
        return Optional.ofNullable(InferenceStatuses.of(job).placement())
                .map(p -> p.shares())
                .orElse(List.of());
    }

    /** Shares that were decided. A pool that is new to the job starts with the template of the spec. */
    static List<ShareStatus> decided(InferenceJob job, List<Share> shares, PoolTolerations tolerations) {
        return shares.stream()
                .map(share -> of(job).stream()
                        .filter(s ->
                                share.pool().equals(s.pool()) && share.stack().equals(s.stack()))
                        .findFirst()
                        .map(s -> decided(share, s.readyReplicas(), s.revision(), s))
                        .orElseGet(() -> decided(
                                share,
                                0,
                                TemplateRevision.of(job.getSpec(), share.stack())
                                        .map(wanted -> wanted.in(share.pool(), tolerations))
                                        .orElse(null),
                                null)))
                .toList();
    }

    /** The share whose replicas are replaced from now on: they run no one revision. */
    static ShareStatus rolling(ShareStatus share) {
        return with(share, share.readyReplicas(), share.nodes(), share.surgeNodes(), null);
    }

    /** The share with what its replicas show. */
    static ShareStatus seen(InferenceJob job, ShareStatus share, Rollout.Stage stage, ServingSight sight) {
        ServingSight.OfShare seen = sight.shares().get(share.pool());
        int ready = sight.ready(share.pool());
        int replicas = Objects.requireNonNullElse(share.replicas(), 0);
        if (seen == null
                || stage != Rollout.Stage.ROLLING
                || !seen.uniform()
                || ready != replicas
                || seen.astray() > 0) {
            return with(share, ready, share.nodes(), share.surgeNodes(), share.revision());
        }
        String revision = TemplateRevision.of(job.getSpec(), share.stack())
                .map(wanted -> wanted.in(share.pool(), sight::tolerations))
                .orElse(null);
        if (share.surgeNodes() == null || share.surgeNodes().isEmpty()) {
            return with(share, ready, share.nodes(), share.surgeNodes(), revision);
        }
        int pods = Objects.requireNonNullElse(share.podsPerReplica(), 1);
        if (seen.taken().size() != replicas * pods) {
            // The watch has yet to show the last pod.
            return with(share, ready, share.nodes(), share.surgeNodes(), null);
        }
        List<String> spare = new ArrayList<>(Objects.requireNonNullElse(share.nodes(), List.of()));
        spare.addAll(share.surgeNodes());
        seen.taken().forEach(spare::remove);
        // Where a replica is of several pods, its nodes stay together.
        List<String> taken =
                pods > 1 ? seen.taken() : seen.taken().stream().sorted().toList();
        return with(share, ready, taken, spare, revision);
    }

    /** The share with what it serves by the model. */
    static ShareStatus predicted(ShareStatus share, Forecast forecast) {
        Forecast.ShareForecast figures = forecast.shares().get(share.pool());
        return new ShareStatus(
                share.pool(),
                share.stack(),
                share.replicas(),
                share.readyReplicas(),
                share.accelerators(),
                share.domain(),
                share.nodes(),
                share.acceleratorsPerReplica(),
                share.podsPerReplica(),
                share.surgeNodes(),
                share.lentNodes(),
                figures == null ? null : ForecastStatuses.told(figures.requestsPerSecond()),
                figures == null ? null : ForecastStatuses.told(figures.tokensPerSecond()),
                share.revision());
    }

    private static ShareStatus decided(
            Share share, @Nullable Integer ready, @Nullable String revision, @Nullable ShareStatus before) {
        return new ShareStatus(
                share.pool(),
                share.stack(),
                share.replicas(),
                ready,
                share.accelerators(),
                share.domain().isEmpty() ? null : share.domain(),
                share.nodes(),
                share.acceleratorsPerReplica(),
                share.podsPerReplica() == 1 ? null : share.podsPerReplica(),
                share.surgeNodes().isEmpty() ? null : share.surgeNodes(),
                share.lentNodes().isEmpty() ? null : share.lentNodes(),
                before == null ? null : before.requestsPerSecond(),
                before == null ? null : before.tokensPerSecond(),
                revision);
    }

    private static ShareStatus with(
            ShareStatus share,
            @Nullable Integer ready,
            @Nullable List<String> nodes,
            @Nullable List<String> surgeNodes,
            @Nullable String revision) {
        return new ShareStatus(
                share.pool(),
                share.stack(),
                share.replicas(),
                ready,
                share.accelerators(),
                share.domain(),
                nodes,
                share.acceleratorsPerReplica(),
                share.podsPerReplica(),
                surgeNodes,
                share.lentNodes(),
                share.requestsPerSecond(),
                share.tokensPerSecond(),
                revision);
    }
}
