package dev.heterodyne.workload;

import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Share;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The decision as it stands in a job's status, which is the only memory of it. A placement without nodes is no decision
 * yet: it only lists the candidates of a job that waits.
 */
public final class PlacedShares {
    private PlacedShares() {}

    /** Share of a training job, where it has been placed. */
    public static Optional<Share> of(@Nullable TrainingPlacement placement, UnaryOperator<String> classOfPool) {
        if (placement == null || placement.pool() == null) {
            return Optional.empty();
        }
        return of(
                new ShareStatus(
                        placement.pool(),
                        placement.stack(),
                        placement.replicas(),
                        null,
                        placement.accelerators(),
                        placement.domain(),
                        placement.nodes()),
                classOfPool);
    }

    /** Shares of an inference job, empty where it has not been placed. */
    public static List<Share> of(@Nullable InferencePlacement placement, UnaryOperator<String> classOfPool) {
        if (placement == null || placement.shares() == null) {
            return List.of();
        }
        return placement.shares().stream()
                .flatMap(s -> of(s, classOfPool).stream())
                .toList();
    }

    private static Optional<Share> of(ShareStatus status, UnaryOperator<String> classOfPool) {
        List<String> nodes = orEmpty(status.nodes());
        List<String> lent = orEmpty(status.lentNodes());
        int replicas = nodes.size() / podsPerReplica(status);
        Integer each = status.acceleratorsPerReplica();
        if (each == null && status.accelerators() != null && replicas > 0) {
            each = status.accelerators() / replicas;
        }
        if (status.stack() == null || each == null || (nodes.isEmpty() && lent.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(share(status, classOfPool.apply(status.pool()), status.stack(), each));
    }

    /** The share that a status describes; whether it makes sense is for the caller to have checked. */
    public static Share share(ShareStatus status, String chip, String stack, int acceleratorsPerReplica) {
        List<String> nodes = orEmpty(status.nodes());
        int pods = podsPerReplica(status);
        return new Share(
                status.pool(),
                chip,
                stack,
                nodes.size() / pods,
                acceleratorsPerReplica,
                Objects.requireNonNullElse(status.domain(), ""),
                nodes,
                pods,
                orEmpty(status.surgeNodes()),
                orEmpty(status.lentNodes()));
    }

    /** Pods that a replica of the share is made of. */
    public static int podsPerReplica(ShareStatus status) {
        return Objects.requireNonNullElse(status.podsPerReplica(), 1);
    }

    private static List<String> orEmpty(@Nullable List<String> nodes) {
        return Objects.requireNonNullElse(nodes, List.of());
    }
}
