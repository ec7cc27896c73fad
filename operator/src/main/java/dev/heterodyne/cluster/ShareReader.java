package dev.heterodyne.cluster;

import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.workload.PlacedShares;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads back from status what a job was given. */
final class ShareReader {
    private ShareReader() {}

    static List<Share> training(TrainingPlacement placement, Optional<Request> request, FieldChecks checks) {
        if (placement.pool() == null) {
            return List.of();
        }
        return share(
                        "status.placement",
                        new ShareStatus(
                                placement.pool(),
                                placement.stack(),
                                placement.replicas(),
                                null,
                                placement.accelerators(),
                                placement.domain(),
                                placement.nodes()),
                        request,
                        checks)
                .stream()
                .toList();
    }

    static List<Share> inference(InferencePlacement placement, Optional<Request> request, FieldChecks checks) {
        List<ShareStatus> shares = placement.shares() == null ? List.of() : placement.shares();
        List<Share> read = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            share("status.placement.shares[" + i + "]", shares.get(i), request, checks)
                    .ifPresent(read::add);
        }
        return read;
    }

    private static Optional<Share> share(String at, ShareStatus share, Optional<Request> request, FieldChecks checks) {
        List<String> nodes = orEmpty(share.nodes());
        List<String> lent = orEmpty(share.lentNodes());
        List<String> surge = orEmpty(share.surgeNodes());
        int pods = PlacedShares.podsPerReplica(share);
        if (share.pool() == null
                || (nodes.isEmpty() && lent.isEmpty())
                || Stream.of(nodes, lent, surge).flatMap(List::stream).anyMatch(Objects::isNull)) {
            checks.fault(at + ".nodes", "must name one node per replica beside the pool; or leave the placement out");
            return Optional.empty();
        }
        if (pods < 1 || Stream.of(nodes, lent, surge).anyMatch(list -> list.size() % pods != 0)) {
            checks.fault(at + ".podsPerReplica", "must divide the " + nodes.size() + " nodes, one node per pod");
            return Optional.empty();
        }
        String stack = share.stack() == null ? "" : share.stack();
        Optional<Integer> perReplica = Optional.ofNullable(share.acceleratorsPerReplica())
                .filter(each -> each > 0)
                .or(() -> stated(share.accelerators(), nodes.size() / pods))
                .or(() -> request.flatMap(r -> r.variantFor(stack)).map(Variant::acceleratorsPerReplica));
        if (perReplica.isEmpty()) {
            checks.fault(
                    at + ".accelerators", "must be a multiple of the " + nodes.size() + " nodes, one node per replica");
            return Optional.empty();
        }
        return Optional.of(PlacedShares.share(share, "", stack, perReplica.get()));
    }

    private static List<String> orEmpty(@Nullable List<String> nodes) {
        return Objects.requireNonNullElse(nodes, List.of());
    }

    private static Optional<Integer> stated(@Nullable Integer accelerators, int replicas) {
        return accelerators != null && accelerators > 0 && replicas > 0 && accelerators % replicas == 0
                ? Optional.of(accelerators / replicas)
                : Optional.empty();
    }
}
