package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.model.Load;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to serve the day: the cluster and the service of examples/r2 in a sandbox. Stacks and nodes carry the sandbox's name,
 * so that several tenants share one operator and no hardware.
 */
final class DayTenant {
    static final String SERVICE = "r2-chat";
    private static final String GROUP = "it.heterodyne.dev/group";
    private static final Path EXAMPLE = Checkout.EXAMPLES.resolve("r2");
    /** A minute is a second: it starts within five minutes, and a borrower saves its state within one. */
    private static final Fate REPLICA = Fate.RUNS.starting("5s");

    private static final Fate BORROWER = Fate.lingers("1s").starting("5s");
    private static final int H20_PER_NODE = 8;

    private final KubernetesClient client;
    private final Sandbox sandbox;

    DayTenant(KubernetesClient client, Sandbox sandbox) {
        this.client = client;
        this.sandbox = sandbox;
    }

    String namespace() {
        return sandbox.name();
    }

    /** The pool's name in the example. */
    String plainName(String pool) {
        return pool.substring(sandbox.name().length() + 1);
    }

    private String own(Object name) {
        return sandbox.name() + "-" + name;
    }

    /** The cluster as the example has it. */
    DayTenant likeTheExample() {
        setting();
        documents("nodes").forEach(node -> node(node, node.getMetadata().getName()));
        awaitCounted(32, 128);
        return this;
    }

    /** The cluster with that many nodes of eight H20, and nothing else. */
    DayTenant onH20(int nodes) {
        setting();
        for (int i = 1; i <= nodes; i++) {
            node(documents("nodes").get(0), "h20-%03d".formatted(i));
        }
        awaitCounted(H20_PER_NODE * nodes, 0);
        return this;
    }

    private void awaitCounted(int h20, int ascend) {
        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(sandbox.livePool("h20-a")).counts(h20, 0);
            PoolAssert.that(sandbox.livePool("ascend-a")).counts(ascend, 0);
        });
    }

    private void setting() {
        for (GenericKubernetesResource each : documents("classes")) {
            map(each, "spec").computeIfPresent("stack", (field, stack) -> own(stack));
            create(each, own(each.getMetadata().getName()));
        }
        documents("policy").forEach(policy -> create(policy, sandbox.name()));
        for (GenericKubernetesResource pool : documents("pools")) {
            map(pool, "spec").computeIfPresent("className", (field, name) -> own(name));
            Map<String, Object> selector = map(map(pool, "spec"), "nodeSelector");
            map(selector, "matchLabels").put(GROUP, sandbox.name());
            create(pool, own(pool.getMetadata().getName()));
        }
    }

    private void node(GenericKubernetesResource node, String name) {
        Map<String, String> labels = node.getMetadata().getLabels();
        labels.put(GROUP, sandbox.name());
        labels.put("kubernetes.io/hostname", own(name));
        create(node, own(name));
    }

    /** Sized for a load once and for all. */
    void serve(Load load, int most) {
        create(service(load, most), SERVICE);
    }

    /** Sized for what a Prometheus says, with what it does not need of a reserve lent; none where that is 0. */
    void follow(Load first, int most, int reserve, int headroomPercent, String prometheus) {
        GenericKubernetesResource job = service(first, most);
        Map<String, Object> spec = map(job, "spec");
        spec.put(
                "autoscaling",
                Map.of(
                        "prometheus",
                        Map.of(
                                "address", prometheus,
                                "requestsPerSecond", "requests_per_second",
                                "promptTokens", "prompt_tokens",
                                "outputTokens", "output_tokens"),
                        "intervalSeconds",
                        1,
                        "staleAfterSeconds",
                        5,
                        "scaleDownStabilizationSeconds",
                        15,
                        "headroomPercent",
                        headroomPercent));
        if (reserve > 0) {
            spec.put("lending", Map.of("reserveReplicas", reserve));
        }
        create(job, SERVICE);
    }

    private GenericKubernetesResource service(Load load, int most) {
        GenericKubernetesResource job = documents("workloads").stream()
                .filter(d -> d.getKind().equals("InferenceJob"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> spec = map(job, "spec");
        spec.put("policyName", sandbox.name());
        map(spec, "replicas").put("max", most);
        spec.put(
                "load",
                Map.of(
                        "requestsPerSecond", load.requestsPerSecond(),
                        "promptTokens", Math.round(load.promptTokens()),
                        "outputTokens", Math.round(load.outputTokens())));
        for (Object each : (List<?>) spec.get("runtimes")) {
            Map<String, Object> runtime = map(each);
            runtime.computeIfPresent("stack", (field, stack) -> own(stack));
            map(runtime, "template").put("metadata", Map.of("annotations", REPLICA.annotations()));
        }
        return job;
    }

    /** That much preemptible training, of a node of H20 each, that never ends. */
    void borrowers(int count) {
        for (int i = 1; i <= count; i++) {
            sandbox.apply(Gang.of("night-" + i, 1, H20_PER_NODE)
                    .with("preemptible: true")
                    .with("checkpoint: {path: /ckpt, intervalSeconds: 600, graceSeconds: 1}")
                    .on(own("cuda"), BORROWER)
                    .yaml());
        }
    }

    private void create(GenericKubernetesResource resource, String name) {
        resource.getMetadata().setName(name);
        if (resource.getMetadata().getNamespace() == null) {
            sandbox.keep(resource);
        }
        client.resource(resource).create();
    }

    private List<GenericKubernetesResource> documents(String file) {
        try {
            return Stream.of(Files.readString(EXAMPLE.resolve(file + ".yaml")).split("(?m)^---$"))
                    .map(sandbox::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(GenericKubernetesResource of, String field) {
        return map(of.getAdditionalProperties().get(field));
    }

    private static Map<String, Object> map(Map<String, Object> of, String field) {
        return map(of.computeIfAbsent(field, missing -> new HashMap<>()));
    }

    @SuppressWarnings("unchecked") // what YAML has is a map of strings
    private static Map<String, Object> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }
}
