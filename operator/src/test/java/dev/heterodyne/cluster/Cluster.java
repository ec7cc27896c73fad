package dev.heterodyne.cluster;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** Objects of a small cluster, for tests: class {@code gpu} of resource {@code x.y/gpu}, pools, nodes, pods and jobs. */
final class Cluster {
    static final String RESOURCE = "x.y/gpu";

    private Cluster() {}

    static AcceleratorClass gpu() {
        return Yaml.read(
                AcceleratorClass.class,
                "{metadata: {name: gpu}, spec: {resourceName: x.y/gpu, stack: cuda, maturity: {training: {completion: 0.7, mtbfHours: 500, weight: 3}}}}");
    }

    /** A pool over nodes that carry the label {@code key}. */
    static AcceleratorPool pool(String name, String key, String created) {
        return Yaml.read(AcceleratorPool.class, """
                metadata: {name: %s, creationTimestamp: "%s"}
                spec:
                  className: gpu
                  nodeSelector: {matchExpressions: [{key: %s, operator: Exists}]}
                  tolerations: [{key: dedicated, operator: Equal, value: ai, effect: NoSchedule}]
                  topology: [{name: block, nodeLabel: block}, {name: node, nodeLabel: kubernetes.io/hostname}]
                """.formatted(name, created, key));
    }

    static AcceleratorPool pool(String name) {
        return pool(name, name, "2026-01-01T00:00:00Z");
    }

    static NodeBuilder node(String name, String pool) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of(pool, "", "block", "b1"))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withCapacity(Map.of(RESOURCE, new Quantity("8"), "cpu", new Quantity("64")))
                .withAllocatable(Map.of(RESOURCE, new Quantity("8"), "cpu", new Quantity("63500m")))
                .endStatus();
    }

    static Node ready(Node node, String status) {
        return new NodeBuilder(node)
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(status)
                .endCondition()
                .endStatus()
                .build();
    }

    static PodBuilder pod(String name, String node, int devices) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("ns")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("main")
                .withNewResources()
                .withLimits(Map.of(RESOURCE, new Quantity(Integer.toString(devices))))
                .endResources()
                .endContainer()
                .endSpec();
    }

    static Pod podOf(String job, String name, String node, int devices) {
        return pod(name, node, devices)
                .editMetadata()
                .withLabels(Map.of("heterodyne.dev/job-kind", "TrainingJob", "heterodyne.dev/job-name", job))
                .endMetadata()
                .build();
    }

    static TrainingJob job(String name) {
        return Yaml.read(TrainingJob.class, """
                metadata: {name: %s, namespace: ns}
                spec: {replicas: 2, acceleratorsPerReplica: 4, runtimes: [{stack: cuda}]}
                """.formatted(name));
    }

    /** A job placed on nodes of pool {@code a}, 4 devices on each. */
    static TrainingJob placed(String name, String phase, List<String> nodes) {
        return Yaml.read(TrainingJob.class, """
                metadata: {name: %s, namespace: ns}
                spec: {replicas: 2, acceleratorsPerReplica: 4, runtimes: [{stack: cuda}]}
                status:
                  phase: %s
                  placement: {pool: a, stack: cuda, replicas: %d, accelerators: %d, domain: b1, nodes: %s}
                """.formatted(name, phase, nodes.size(), 4 * nodes.size(), nodes));
    }

    static InferenceJob service(String name) {
        return Yaml.read(InferenceJob.class, """
                metadata: {name: %s, namespace: ns}
                spec: {replicas: {min: 1}, acceleratorsPerReplica: 2, runtimes: [{stack: cuda}]}
                """.formatted(name));
    }
}
