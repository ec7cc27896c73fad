package dev.heterodyne.workload;

import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Share;
import java.util.List;
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
        return share(
                placement.pool(),
                classOfPool,
                placement.stack(),
                placement.accelerators(),
                placement.domain(),
                placement.nodes());
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
        return share(
                status.pool(), classOfPool, status.stack(), status.accelerators(), status.domain(), status.nodes());
    }

    private static Optional<Share> share(
            String pool,
            UnaryOperator<String> classOfPool,
            @Nullable String stack,
            @Nullable Integer accelerators,
            @Nullable String domain,
            @Nullable List<String> nodes) {
        if (stack == null || accelerators == null || nodes == null || nodes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Share(
                pool,
                classOfPool.apply(pool),
                stack,
                nodes.size(),
                accelerators / nodes.size(),
                domain == null ? "" : domain,
                nodes));
    }
}
