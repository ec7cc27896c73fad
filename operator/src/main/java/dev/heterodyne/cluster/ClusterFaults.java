package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Finds what is wrong with objects of Kubernetes' own kinds, where a manifest and not the API server vouches for them. */
public final class ClusterFaults {
    private ClusterFaults() {}

    /** Faults of a Node or a Pod; none for other kinds. */
    public static List<Fault> of(HasMetadata object) {
        if (object instanceof Node node) {
            return new NodeReader().read(node).faults();
        }
        return object instanceof Pod pod ? new PodReader().read(pod).faults() : List.of();
    }
}
