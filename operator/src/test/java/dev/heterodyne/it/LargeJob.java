package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The inference job {@code large} of a sandbox: at least two replicas of two pods, each of which fills a node of 8. */
record LargeJob(KubernetesClient client, Sandbox sandbox) {
    static final String NAME = "large";
    static final int PODS = 2;

    /** Creates it. */
    LargeJob create() {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: large}
                spec:
                  policyName: NAME
                  replicas: {min: 2, max: 3, desired: 2}
                  acceleratorsPerReplica: 16
                  podsPerReplica: 2
                  service: {port: 8000}
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """);
        return this;
    }

    /** Asks for another image, whatever the operator writes meanwhile. */
    void image(String image) {
        client.resources(InferenceJob.class)
                .inNamespace(sandbox.name())
                .withName(NAME)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec/runtimes/0/template/spec/containers/0/image\", \"value\": \"%s\"}]"
                                .formatted(image));
    }

    /** Waits until so many replicas serve, on the nodes of the placement and no others, and nothing moves any more. */
    void awaitSettled(int replicas) {
        Sandbox.await().untilAsserted(() -> {
            assertThat(condition("Placed")).map(Condition::getStatus).contains("True");
            assertThat(share().replicas()).isEqualTo(replicas);
            assertThat(share().surgeNodes()).isNull();
            assertThat(share().readyReplicas()).isEqualTo(replicas);
            assertThat(nodes().values()).containsExactlyInAnyOrderElementsOf(seats());
            assertThat(condition("Progressing")).map(Condition::getReason).contains("Settled");
            assertThat(condition("Available")).map(Condition::getStatus).contains("True");
        });
    }

    InferenceJobStatus status() {
        return sandbox.inference(NAME).getStatus();
    }

    ShareStatus share() {
        assertThat(status().placement().shares()).hasSize(1);
        return status().placement().shares().get(0);
    }

    /** Nodes of the placement, replica by replica. */
    List<List<String>> seats() {
        List<String> nodes = share().nodes();
        return IntStream.range(0, nodes.size() / PODS)
                .mapToObj(i -> nodes.subList(i * PODS, (i + 1) * PODS))
                .toList();
    }

    /** Nodes that the pods of each replica run on, leader first, by the name of its set. */
    Map<String, List<String>> nodes() {
        return byReplica(pod -> String.valueOf(pod.getSpec().getNodeName()));
    }

    /** Identity of the pods of each replica. */
    Map<String, List<String>> uids() {
        return byReplica(pod -> pod.getMetadata().getUid());
    }

    private Map<String, List<String>> byReplica(Function<Pod, String> told) {
        Map<String, Map<Integer, String>> replicas = new TreeMap<>();
        sandbox.pods()
                .forEach(pod ->
                        replicas.computeIfAbsent(set(pod), s -> new TreeMap<>()).put(index(pod), told.apply(pod)));
        Map<String, List<String>> result = new TreeMap<>();
        replicas.forEach((set, pods) -> result.put(set, new ArrayList<>(pods.values())));
        return result;
    }

    /** The pod of a replica that takes no requests. */
    Pod worker(String set) {
        return sandbox.pods().stream()
                .filter(pod -> set(pod).equals(set) && index(pod) == 1)
                .findFirst()
                .orElseThrow();
    }

    private static String set(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(PodGroup.SET_NAME, "");
    }

    private static int index(Pod pod) {
        return Integer.parseInt(pod.getMetadata().getLabels().getOrDefault(PodGroup.WORKER_INDEX, "-1"));
    }

    Optional<Condition> condition(String type) {
        return Optional.ofNullable(status()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(c -> c.getType().equals(type))
                .findFirst();
    }
}
