package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * One test's share of the cluster: a namespace, and nodes, pools, a class and a policy that nobody else's jobs can use,
 * because the stack and the resource carry the sandbox's name. Gone after the test.
 */
final class Sandbox implements AutoCloseable {
    private static final String GROUP = "it.heterodyne.dev/group";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LiveCluster cluster;
    private final KubernetesClient client;
    private final String name;
    private final Supplier<Optional<Throwable>> failure;
    private final long auditPosition;
    private final Deque<HasMetadata> clusterWide = new ArrayDeque<>();

    Sandbox(LiveCluster cluster, String test, Supplier<Optional<Throwable>> failure) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.failure = failure;
        this.auditPosition = cluster.auditLog().map(AuditLog::position).orElse(0L);
        this.name = "it-%s-%04x"
                .formatted(
                        test.toLowerCase(Locale.ROOT).replaceAll("it$", ""),
                        ThreadLocalRandom.current().nextInt(0x10000));
        cluster.createNamespace(name);
    }

    /** Name of the namespace, and of the class, the policy and the stack. */
    String name() {
        return name;
    }

    /** Extended resource that the sandbox's class counts. */
    String resource() {
        return "it.heterodyne.dev/" + name;
    }

    /** Where the API server's log ended when the test began. */
    long auditPosition() {
        return auditPosition;
    }

    /** Waits until an assertion holds. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    /** Creates the class, the policy and a pool over that many nodes, and waits until it is counted. */
    List<Node> pool(String pool, int nodes, int accelerators) {
        acceleratorClass();
        policy();
        List<Node> made = nodes(pool, nodes, accelerators);
        poolOf(pool, name, pool);
        await().untilAsserted(() -> PoolAssert.that(livePool(pool)).counts(nodes * accelerators, 0));
        return made;
    }

    /** The class, of which one accelerator is {@link #resource()} and the stack is called as the sandbox. */
    void acceleratorClass() {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorClass
                metadata: {name: NAME}
                spec:
                  resourceName: RESOURCE
                  stack: NAME
                  memoryGB: 96
                  memoryBandwidthGBps: 4000
                  peakTeraflops: {bf16: 148}
                  interconnect: {scaleUpGBps: 450, scaleUpDomain: 8, scaleOutGbps: 200}
                  efficiency: {trainingMFU: 0.45, prefillMFU: 0.5, decodeMBU: 0.6, communication: 0.7}
                  maturity:
                    training: {completion: 0.95, mtbfHours: 50000, weight: 4}
                    inference: {completion: 0.99, mtbfHours: 50000, weight: 4}
                """);
    }

    /** The policy that the sandbox's jobs name. */
    void policy() {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: PlacementPolicy
                metadata: {name: NAME}
                spec: {}
                """);
    }

    /** The cluster's default policy: devices that a node takes back count as lost at once. */
    void withoutGrace() {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: PlacementPolicy
                metadata: {name: default}
                spec: {reroute: {deviceLossGraceSeconds: 0}}
                """);
    }

    /** A pool of this sandbox: its name, its class, and the label value that selects its nodes. */
    void poolOf(String pool, String className, String nodeGroup) {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorPool
                metadata: {name: NAME-%s}
                spec:
                  className: %s
                  nodeSelector: {matchLabels: {it.heterodyne.dev/group: NAME-%s}}
                """.formatted(pool, className, nodeGroup));
    }

    /** Name of a pool in the cluster. */
    String poolName(String pool) {
        return name + "-" + pool;
    }

    /** Makes KWOK nodes and waits until pods can be scheduled on them. */
    List<Node> nodes(String group, int count, int accelerators) {
        return nodes(group, group, count, resource(), accelerators);
    }

    /** Makes more nodes of a group, with names and a resource of their own. */
    List<Node> nodes(String group, String prefix, int count, String offered, int accelerators) {
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "%s-%s-%d".formatted(name, prefix, i))
                .toList();
        names.forEach(node ->
                keep(client.resource(node(node, group, offered, accelerators)).create()));
        await().untilAsserted(() -> assertThat(client.nodes()
                        .withLabel(GROUP, name + "-" + group)
                        .list()
                        .getItems())
                .filteredOn(node -> names.contains(node.getMetadata().getName()))
                .allSatisfy(node -> assertThat(node.getSpec().getTaints()).isEmpty()));
        return names.stream().map(node -> client.nodes().withName(node).get()).toList();
    }

    private Node node(String node, String group, String offered, int accelerators) {
        Map<String, Quantity> offer = Map.of(
                "cpu",
                new Quantity("64"),
                "memory",
                new Quantity("512Gi"),
                "pods",
                new Quantity("110"),
                offered,
                new Quantity(Integer.toString(accelerators)));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(node)
                .addToAnnotations("kwok.x-k8s.io/node", "fake")
                .addToLabels("kubernetes.io/hostname", node)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .addToLabels(GROUP, name + "-" + group)
                .endMetadata()
                .withNewStatus()
                .withAllocatable(offer)
                .withCapacity(offer)
                .endStatus()
                .build();
    }

    /** A training job on this sandbox's stack; its pods run until they are deleted. */
    void training(String job, int replicas, int acceleratorsPerReplica) {
        training(job, name, replicas, acceleratorsPerReplica, "{}");
    }

    /** A training job on any stack, with annotations of its pods. */
    void training(String job, String stack, int replicas, int acceleratorsPerReplica, String podAnnotations) {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: %s}
                spec:
                  policyName: NAME
                  replicas: %d
                  acceleratorsPerReplica: %d
                  runtimes:
                    - stack: %s
                      template:
                        metadata: {annotations: %s}
                        spec: {containers: [{name: trainer, image: registry.example/trainer:1}]}
                """.formatted(job, replicas, acceleratorsPerReplica, stack, podAnnotations));
    }

    /** Applies documents as written; NAME is the sandbox's, RESOURCE its resource. */
    void apply(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            GenericKubernetesResource resource = parse(document);
            if (!isNamespaced(resource)) {
                keep(resource);
            }
            client.resource(resource)
                    .fieldManager("heterodyne-it")
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    /** Reads a document, without applying it; what is namespaced gets the sandbox's namespace. */
    GenericKubernetesResource parse(String document) {
        String text = document.replace("NAME", name).replace("RESOURCE", resource());
        GenericKubernetesResource resource =
                client.getKubernetesSerialization().unmarshal(text, GenericKubernetesResource.class);
        if (isNamespaced(resource)) {
            resource.getMetadata().setNamespace(name);
        }
        return resource;
    }

    private static boolean isNamespaced(HasMetadata resource) {
        return !List.of("AcceleratorClass", "AcceleratorPool", "PlacementPolicy", "PriorityClass", "Node")
                .contains(resource.getKind());
    }

    /** Takes something cluster-wide along when the sandbox goes. */
    void keep(HasMetadata resource) {
        clusterWide.push(resource);
    }

    /** An inference job on this sandbox's stack. */
    void inference(String job, int replicas, int acceleratorsPerReplica) {
        apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: %s}
                spec:
                  policyName: NAME
                  replicas: {min: %d}
                  acceleratorsPerReplica: %d
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """.formatted(job, replicas, acceleratorsPerReplica));
    }

    /** A pod that nobody placed, on a node of the group. */
    void plainPod(String pod, String group, int accelerators) {
        apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  nodeSelector: {it.heterodyne.dev/group: NAME-%s}
                  containers:
                    - name: main
                      image: registry.example/notebook:1
                      resources: {limits: {RESOURCE: %d}}
                """.formatted(pod, group, accelerators));
    }

    /** Makes a node Ready or not, as its kubelet would. */
    void ready(Node node, boolean ready) {
        cluster.kubectl(
                "patch",
                "node",
                node.getMetadata().getName(),
                "--subresource=status",
                "--type=strategic",
                "-p",
                "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"%s\"}]}}"
                        .formatted(ready ? "True" : "False"));
    }

    /** Does with kubectl what a person would. */
    void annotate(Node node, String annotation) {
        cluster.kubectl("annotate", "node", node.getMetadata().getName(), annotation);
    }

    void cordon(Node node) {
        cluster.kubectl("cordon", node.getMetadata().getName());
    }

    void deleteJob(String job) {
        client.resources(TrainingJob.class).inNamespace(name).withName(job).delete();
    }

    void deletePool(String pool) {
        client.resources(AcceleratorPool.class).withName(poolName(pool)).delete();
    }

    /** Deletes all jobs and waits until their pods are gone. */
    void deleteJobs() {
        client.resources(TrainingJob.class).inNamespace(name).delete();
        client.resources(InferenceJob.class).inNamespace(name).delete();
        await().untilAsserted(() -> assertThat(pods())
                .filteredOn(pod -> !pod.getMetadata().getOwnerReferences().isEmpty())
                .extracting(pod -> pod.getMetadata().getName())
                .isEmpty());
    }

    InferenceJob inference(String job) {
        return client.resources(InferenceJob.class)
                .inNamespace(name)
                .withName(job)
                .get();
    }

    TrainingJob training(String job) {
        return client.resources(TrainingJob.class)
                .inNamespace(name)
                .withName(job)
                .get();
    }

    List<TrainingJob> trainings() {
        return client.resources(TrainingJob.class).inNamespace(name).list().getItems();
    }

    List<Pod> pods() {
        return client.pods().inNamespace(name).list().getItems();
    }

    /** Messages of the events with a reason. */
    List<String> events(String reason) {
        return client.v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(Event::getMessage)
                .toList();
    }

    /** Names of the Deployments. */
    List<String> deployments() {
        return client.apps().deployments().inNamespace(name).list().getItems().stream()
                .map(d -> d.getMetadata().getName())
                .toList();
    }

    List<Job> children() {
        return client.batch().v1().jobs().inNamespace(name).list().getItems();
    }

    AcceleratorPool livePool(String pool) {
        return client.resources(AcceleratorPool.class).withName(poolName(pool)).get();
    }

    /** Removes everything, and waits until no pod holds an accelerator any more. */
    @Override
    public void close() {
        failure.get().ifPresent(thrown -> report());
        deleteJobs();
        client.pods().inNamespace(name).withGracePeriod(0).delete();
        client.namespaces().withName(name).delete();
        while (!clusterWide.isEmpty()) {
            client.resource(clusterWide.pop()).delete();
        }
    }

    /** What a person would look at first. */
    private void report() {
        for (String kinds : List.of("trainingjobs,inferencejobs,jobs,pods", "events")) {
            print("get", kinds, "--namespace", name, "-o", "wide");
        }
        print("get", "acceleratorpools,nodes", "-o", "wide");
    }

    private void print(Object... arguments) {
        try {
            System.err.println(cluster.kubectl(arguments));
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
        }
    }
}
