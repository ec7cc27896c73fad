package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the R2 examples on the suite's cluster, as its files are, with the suite's operator; gone when closed. */
final class Example implements AutoCloseable {
    private static final List<String> NAMESPACES = List.of("research", "serving");
    private static final List<String> VOLUMES = List.of("r2-checkpoints", "r2-distill-checkpoints");
    /** What jobs are decided on. */
    private static final List<String> SETTING = List.of("classes", "namespaces", "nodes", "policy", "pools", "storage");

    private final LiveCluster cluster;
    private final KubernetesClient client;
    private final Path folder;

    /** Applies everything but the jobs. */
    Example(LiveCluster cluster, String name) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.folder = Checkout.EXAMPLES.resolve(name);
        cluster.operator();
        // Those of an earlier test may still be on their way out.
        NAMESPACES.forEach(cluster::createNamespace);
        VOLUMES.forEach(volume -> client.persistentVolumes()
                .withName(volume)
                .waitUntilCondition(
                        found -> found == null || found.getMetadata().getDeletionTimestamp() == null,
                        60,
                        TimeUnit.SECONDS));
        SETTING.forEach(file -> apply(file + ".yaml"));
    }

    void apply(String file) {
        cluster.kubectl("apply", "-f", folder.resolve(file));
    }

    void patchPool(String pool, String file) {
        cluster.kubectl("patch", "acceleratorpool", pool, "--type=merge", "--patch-file", folder.resolve(file));
    }

    Path folder() {
        return folder;
    }

    TrainingJob training(String name) {
        return client.resources(TrainingJob.class)
                .inNamespace("research")
                .withName(name)
                .get();
    }

    InferenceJob inference(String name) {
        return client.resources(InferenceJob.class)
                .inNamespace("serving")
                .withName(name)
                .get();
    }

    AcceleratorPool pool(String name) {
        return client.resources(AcceleratorPool.class).withName(name).get();
    }

    /** Node of each pod of a job, in order. */
    List<String> nodesOfPods(String namespace, String job) {
        return client.pods().inNamespace(namespace).withLabel(Heterodyne.JOB_NAME_LABEL, job).list().getItems().stream()
                .map(pod -> pod.getSpec().getNodeName())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        client.resources(TrainingJob.class).inNamespace("research").delete();
        client.resources(InferenceJob.class).inNamespace("serving").delete();
        Sandbox.await()
                .untilAsserted(() -> NAMESPACES.forEach(namespace -> assertThat(
                                client.pods().inNamespace(namespace).list().getItems())
                        .isEmpty()));
        cluster.kubectl("delete", "-f", folder, "--ignore-not-found", "--wait=false");
    }
}
