package dev.heterodyne.controller;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inference job {@code chat} of a mock cluster, with replicas of eight accelerators where nothing else is said. */
record ServedJob(MockCluster cluster) {
    /** A second pool of the stack, of a class of its own, with one node of eight. */
    static final String SECOND_POOL = """
            ---
            apiVersion: heterodyne.dev/v1alpha1
            kind: AcceleratorClass
            metadata: {name: other}
            spec:
              resourceName: example.com/other
              stack: cuda
              memoryGB: 96
              memoryBandwidthGBps: 4000
              peakTeraflops: {bf16: 148}
            ---
            apiVersion: heterodyne.dev/v1alpha1
            kind: AcceleratorPool
            metadata: {name: other}
            spec: {className: other}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: other-1, labels: {kubernetes.io/hostname: other-1}}
            status:
              capacity: {example.com/other: "8"}
              allocatable: {example.com/other: "8"}
              conditions: [{type: Ready, status: "True"}]
            """;

    /** Creates it; {@code more} is added to its spec. */
    ServedJob create(int min, int max, String more) {
        return create(8, min, max, more);
    }

    /** Creates it with replicas of so many accelerators. */
    ServedJob create(int accelerators, int min, int max, String more) {
        cluster.create("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: chat, namespace: team}
                spec:
                  model: {parameters: 7B}
                  acceleratorsPerReplica: %d
                  replicas: {min: %d, max: %d}
                  split: {mode: Hybrid, maxPools: 2}
                  %s
                  runtimes:
                    - {stack: cuda, template: {spec: {containers: [{name: server, image: i}]}}}
                """.formatted(accelerators, min, max, more));
        return this;
    }

    InferenceJob get() {
        return cluster.client()
                .resources(InferenceJob.class)
                .inNamespace("team")
                .withName("chat")
                .get();
    }

    InferenceJobStatus status() {
        return Objects.requireNonNull(get().getStatus(), "status");
    }

    /** Status and reason of a condition; empty where there is none. */
    String condition(String type) {
        return get().getStatus() == null
                ? ""
                : Conditions.find(status().conditions(), type)
                        .map(c -> c.getStatus() + " " + c.getReason())
                        .orElse("");
    }

    /** Changes the spec, again where the operator wrote to the job meanwhile. */
    void edit(Consumer<ObjectNode> change) {
        KubernetesSerialization serialization = cluster.client().getKubernetesSerialization();
        await().until(() -> {
            ObjectNode job = serialization.convertValue(get(), ObjectNode.class);
            change.accept((ObjectNode) job.get("spec"));
            try {
                cluster.client()
                        .resource(serialization.convertValue(job, InferenceJob.class))
                        .update();
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                return false;
            }
        });
    }

    /** The container of its one runtime, in a spec that is edited. */
    static ObjectNode container(ObjectNode spec) {
        return (ObjectNode) spec.at("/runtimes/0/template/spec/containers/0");
    }

    /** Says how many replicas a scaler wants; null for none that says so. */
    void desired(@Nullable Integer replicas) {
        edit(spec -> {
            ObjectNode range = (ObjectNode) spec.get("replicas");
            if (replicas == null) {
                range.remove("desired");
            } else {
                range.put("desired", replicas);
            }
        });
    }

    /** A Deployment as an operator may have left it; of the job, or of somebody else who labels alike. */
    Deployment left(String name, @Nullable InferenceJob owner) {
        Deployment like = cluster.client()
                .apps()
                .deployments()
                .inNamespace("team")
                .withName("chat-h20-a")
                .get();
        return new DeploymentBuilder(like)
                .editMetadata()
                .withName(name)
                .withUid(null)
                .withResourceVersion(null)
                .withOwnerReferences(
                        owner == null ? List.of() : like.getMetadata().getOwnerReferences())
                .endMetadata()
                .build();
    }

    Set<String> deployments() {
        return cluster.client().apps().deployments().inNamespace("team").list().getItems().stream()
                .map(d -> d.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    Deployment awaitDeployment(String name, int replicas) {
        return await().until(
                        () -> cluster.client()
                                .apps()
                                .deployments()
                                .inNamespace("team")
                                .withName(name)
                                .get(),
                        d -> d != null && d.getSpec().getReplicas() == replicas);
    }

    /** Lets a Deployment say that so many of its replicas are ready. */
    void ready(String deployment, int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace("team")
                .withName(deployment)
                .editStatus(d -> {
                    d.setStatus(new DeploymentStatusBuilder()
                            .withReadyReplicas(replicas)
                            .build());
                    return d;
                });
    }
}
