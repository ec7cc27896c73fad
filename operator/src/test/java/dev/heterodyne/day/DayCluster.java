package dev.heterodyne.day;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cli.manifest.ManifestReader;
import dev.heterodyne.cli.manifest.Manifests;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.score.BestBatch;
import dev.heterodyne.placement.score.Replica;
import dev.heterodyne.placement.score.ServingEstimate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The cluster and the service of examples/r2, without its training; or the same with H20 alone, and as many as it takes. */
public final class DayCluster {
    private static final String H20 = "nvidia.com/gpu";
    private final Snapshot empty;
    private final InferenceRequest service;

    private DayCluster(List<HasMetadata> objects) {
        ClusterState state = new ClusterState();
        objects.forEach(state::apply);
        Snapshot all = state.snapshot(Instant.EPOCH);
        service = (InferenceRequest) all.waiting().get(0);
        empty = new Snapshot(all.pools(), all.policies(), List.of(), List.of(), all.ledger());
    }

    /** As the example has it. */
    public static DayCluster ofExample(String folder) {
        return new DayCluster(objects(folder));
    }

    /** With that many nodes of eight H20 and nothing else. */
    public static DayCluster ofH20(String folder, int nodes) {
        List<HasMetadata> objects = new ArrayList<>();
        for (HasMetadata object : objects(folder)) {
            if (!(object instanceof Node)) {
                objects.add(object);
            }
        }
        Node first = (Node) objects(folder).stream()
                .filter(o ->
                        o instanceof Node n && n.getStatus().getAllocatable().containsKey(H20))
                .findFirst()
                .orElseThrow();
        for (int i = 1; i <= nodes; i++) {
            String name = "h20-%03d".formatted(i);
            objects.add(new NodeBuilder(first)
                    .editMetadata()
                    .withName(name)
                    .addToLabels("kubernetes.io/hostname", name)
                    .endMetadata()
                    .build());
        }
        return new DayCluster(objects);
    }

    private static List<HasMetadata> objects(String folder) {
        Manifests read = new ManifestReader(InputStream.nullInputStream()).read(List.of(folder));
        if (!read.faults().isEmpty()) {
            throw new IllegalStateException(read.faults().toString());
        }
        return read.objects().stream()
                .filter(o -> o instanceof InferenceJob || !o.getKind().endsWith("Job"))
                .toList();
    }

    Snapshot empty() {
        return empty;
    }

    /**
     * The service under a load.
     *
     * @param most replicas
     * @param reserve replicas whose accelerators it holds, and lends where it does not need them
     */
    InferenceRequest service(Load load, int most, int reserve) {
        return new InferenceRequest(
                service.id(),
                service.priority(),
                service.createdMillis(),
                service.policyName(),
                service.model(),
                service.variants(),
                new ReplicaBounds(service.replicas().min(), most, OptionalInt.empty()),
                load,
                service.slo(),
                service.maxPools(),
                reserve,
                service.avoided());
    }

    /** Requests per second that a replica serves in a pool within the latency asked for; 0 where it cannot. */
    double rate(String pool, Load load) {
        Pool of = empty.pools().stream()
                .filter(p -> p.name().equals(pool))
                .findFirst()
                .orElseThrow();
        Variant variant = service.variantFor(of.chip().orElseThrow().stack()).orElseThrow();
        Replica replica = new Replica(
                of.chip().orElseThrow(), service.model(), variant.parallelism(), variant.acceleratorsPerReplica());
        return BestBatch.estimate(replica, load, service.slo()) instanceof ServingEstimate.Serves serves
                ? serves.serving().requestsPerSecond()
                : 0;
    }

    /** Requests per second that replicas serve together, by the pools that they are in. */
    public double capacity(Map<String, Integer> replicas, Load load) {
        return replicas.entrySet().stream()
                .mapToDouble(e -> e.getValue() * rate(e.getKey(), load))
                .sum();
    }

    /** Requests per second that all pools serve when they are full. */
    double capacity(Load load) {
        return capacity(empty.pools().stream().collect(Collectors.toMap(Pool::name, this::room)), load);
    }

    /** H20 nodes that a load takes, and one more to move a replica to. */
    public int h20For(Load load) {
        return (int) Math.ceil(load.requestsPerSecond() / rate("h20-a", load)) + 1;
    }

    /** Replicas that there are accelerators for. */
    public int room() {
        return empty.pools().stream().mapToInt(this::room).sum();
    }

    /** Replicas that a pool has accelerators for. */
    int room(Pool pool) {
        return pool.healthy()
                / service.variantFor(pool.chip().orElseThrow().stack())
                        .orElseThrow()
                        .acceleratorsPerReplica();
    }
}
