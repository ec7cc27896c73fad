package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.Map;

/**
 * Holds pods to the nodes of a decision, exactly as many on each as the ledger has booked there: a pod that strays would
 * take accelerators promised to another job. Pods are pinned by the host name label, since {@code matchFields} takes only
 * one node name. Kube-scheduler still binds them.
 */
public enum Pinning {
    /** All on one node: the affinity says everything. */
    ONE_NODE,
    /** One on each node, in any order: affinity, and anti-affinity among them. */
    ONE_EACH,
    /** Several on a node, or an order to keep: a gate that is lifted pod by pod with the pod's node. */
    GATED,
    /** On seats that may change while they run: only the gate, so that another seat makes no other template. */
    SEATED;

    static final String HOSTNAME = "kubernetes.io/hostname";

    /** How to pin pods whose ranks follow the topology: they go to their own node as soon as domains differ. */
    static Pinning ranked(List<String> nodes, PoolBinding pool) {
        long domains =
                nodes.stream().map(n -> pool.site(n).domains()).distinct().count();
        return domains > 1 ? GATED : unranked(nodes);
    }

    /** How to pin pods that are all alike. */
    static Pinning unranked(List<String> nodes) {
        long distinct = nodes.stream().distinct().count();
        if (distinct == 1) {
            return ONE_NODE;
        }
        return distinct == nodes.size() ? ONE_EACH : GATED;
    }

    /** Pins a pod; what the pod's author asked for stays in force beside it. */
    PodSpec pin(PodSpec pod, List<String> hostnames, Map<String, String> identity) {
        PodSpecBuilder pinned = new PodSpecBuilder(pod);
        if (this != SEATED) {
            pinned.withAffinity(nodeAffinity(pod, hostnames));
        }
        if (this == ONE_EACH) {
            pinned.editAffinity()
                    .editOrNewPodAntiAffinity()
                    .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .withTopologyKey(HOSTNAME)
                    .withNewLabelSelector()
                    .withMatchLabels(identity)
                    .endLabelSelector()
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endPodAntiAffinity()
                    .endAffinity();
        }
        if (this == GATED || this == SEATED) {
            pinned.addNewSchedulingGate(Heterodyne.TOPOLOGY_GATE);
        }
        return pinned.build();
    }

    private static io.fabric8.kubernetes.api.model.Affinity nodeAffinity(PodSpec pod, List<String> hostnames) {
        NodeSelectorRequirement ours = new NodeSelectorRequirementBuilder()
                .withKey(HOSTNAME)
                .withOperator("In")
                .withValues(hostnames.stream().distinct().sorted().toList())
                .build();
        AffinityBuilder affinity =
                pod.getAffinity() == null ? new AffinityBuilder() : new AffinityBuilder(pod.getAffinity());
        List<NodeSelectorTerm> terms = affinity.editOrNewNodeAffinity()
                .editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
                .buildNodeSelectorTerms();
        List<NodeSelectorTerm> narrowed = terms.isEmpty()
                ? List.of(
                        new NodeSelectorTermBuilder().withMatchExpressions(ours).build())
                : terms.stream()
                        .map(t -> new NodeSelectorTermBuilder(t)
                                .addToMatchExpressions(ours)
                                .build())
                        .toList();
        return affinity.editOrNewNodeAffinity()
                .editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNodeSelectorTerms(narrowed)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .build();
    }
}
