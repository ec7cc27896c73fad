package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.Setback;
import dev.heterodyne.api.ShareStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The inference job {@code chat} of a sandbox: replicas of 8 accelerators, spread over two pools if need be. */
record ServingJob(KubernetesClient client, Sandbox sandbox) {
    static final String NAME = "chat";
    private static final Duration QUIET = Duration.ofSeconds(4);

    /** Creates it. */
    ServingJob create(int min, int max, String... stacks) {
        StringBuilder runtimes = new StringBuilder();
        for (String stack : stacks) {
            runtimes.append(
                    "    - {stack: %s, template: {spec: {containers: [{name: server, image: r.example/s:1}]}}}\n"
                            .formatted(stack));
        }
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat}
                spec:
                  policyName: NAME
                  model: {parameters: 70B}
                  replicas: {min: %d, max: %d}
                  acceleratorsPerReplica: 8
                  split: {mode: Hybrid, maxPools: 2}
                  runtimes:
                """.formatted(min, max) + runtimes);
        return this;
    }

    void edit(UnaryOperator<InferenceJob> change) {
        client.resources(InferenceJob.class)
                .inNamespace(sandbox.name())
                .withName(NAME)
                .edit(change);
    }

    /** Replicas of a stack that are made from now on take until {@link #letStart} to start. */
    void holdStarts(String stack) {
        edit(j -> {
            j.getSpec().runtimes().stream()
                    .filter(runtime -> stack.equals(runtime.stack()))
                    .forEach(runtime -> runtime.template()
                            .setMetadata(new ObjectMetaBuilder()
                                    .withAnnotations(Fate.NEVER_STARTS.annotations())
                                    .build()));
            return j;
        });
    }

    /** Lets those start that were held. */
    void letStart() {
        for (Pod pod : pods()) {
            client.resource(pod).edit(p -> {
                p.getMetadata()
                        .getAnnotations()
                        .keySet()
                        .removeAll(Fate.NEVER_STARTS.annotations().keySet());
                return p;
            });
        }
    }

    InferenceJob get() {
        return sandbox.inference(NAME);
    }

    InferenceJobStatus status() {
        return Objects.requireNonNull(get().getStatus(), "status");
    }

    /** Waits until all replicas are ready where they should be, that many in each pool. */
    void awaitSettled(Map<String, Integer> replicasByPool) {
        Sandbox.await().untilAsserted(() -> {
            assertThat(get().getStatus()).isNotNull();
            assertThat(get().getStatus().placement()).isNotNull();
            assertThat(status().observedGeneration())
                    .isEqualTo(get().getMetadata().getGeneration());
            assertThat(replicas()).isEqualTo(new TreeMap<>(replicasByPool));
            assertThat(condition("Progressing")).isEqualTo("False Settled");
            assertThat(status().readyReplicas()).isEqualTo(status().replicas());
            assertThat(status().predicted()).isNotNull();
            assertThat(nodesOfPods()).isEqualTo(nodes());
        });
    }

    /** For some seconds no replica comes, goes or moves. */
    void staysAsItIs() {
        List<ShareStatus> shares = shares();
        List<String> running = nodesOfPods();
        Sandbox.await().during(QUIET).untilAsserted(() -> {
            assertThat(shares()).isEqualTo(shares);
            assertThat(nodesOfPods()).isEqualTo(running);
        });
    }

    Map<String, Integer> replicas() {
        Map<String, Integer> replicas = new TreeMap<>();
        shares().forEach(share -> replicas.put(share.pool(), share.replicas()));
        return replicas;
    }

    List<ShareStatus> shares() {
        return status().placement().shares() == null
                ? List.of()
                : status().placement().shares();
    }

    /** Pools that are avoided, since replicas kept crashing there. */
    List<Setback> setbacks() {
        return Objects.requireNonNullElse(status().setbacks(), List.of());
    }

    /** Nodes of the placement, sorted. */
    List<String> nodes() {
        return shares().stream().flatMap(s -> s.nodes().stream()).sorted().toList();
    }

    List<Pod> pods() {
        return sandbox.pods();
    }

    /** Nodes that pods run on, sorted. */
    List<String> nodesOfPods() {
        return pods().stream()
                .map(pod -> String.valueOf(pod.getSpec().getNodeName()))
                .sorted()
                .toList();
    }

    /** Status and reason of a condition. */
    String condition(String type) {
        return status().conditions().stream()
                .filter(c -> type.equals(c.getType()))
                .map(c -> c.getStatus() + " " + c.getReason())
                .findFirst()
                .orElse("");
    }

    /** Requests per second that one replica serves in a pool. */
    double rate(String pool) {
        return shares().stream()
                .filter(s -> pool.equals(s.pool()))
                .mapToDouble(s -> s.requestsPerSecond() / s.replicas())
                .findFirst()
                .orElseThrow();
    }

    /** States the load to carry. */
    void load(double requestsPerSecond) {
        client.resources(InferenceJob.class)
                .inNamespace(sandbox.name())
                .withName(NAME)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"load\": {\"requestsPerSecond\": %s}}}".formatted(requestsPerSecond));
    }
}
