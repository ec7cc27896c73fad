package dev.heterodyne.cli;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cli.report.PoolReport;
import dev.heterodyne.cli.report.Report;
import dev.heterodyne.cli.report.StatusReport;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs and pools of a cluster. Apart from the commands, so that those that need no cluster load no client. */
final class ClusterJobs implements AutoCloseable {
    private static final String DEFAULT_NAMESPACE = "default";

    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    private final KubernetesClient client;

    ClusterJobs(KubernetesClient client) {
        this.client = client;
    }

    static ClusterJobs connect(Optional<Path> kubeconfig) {
        Config config =
                kubeconfig.map(p -> Config.fromKubeconfig(p.toFile())).orElseGet(() -> Config.autoConfigure(null));
        // Someone waits at a terminal: a cluster that does not answer is to be reported, not retried for half a minute.
        config.setRequestRetryBackoffLimit(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new ClusterJobs(new KubernetesClientBuilder().withConfig(config).build());
    }

    /** What the cluster says of a job; empty where there is no such job. */
    Optional<Report> explain(JobReference reference, Optional<String> namespace) {
        try {
            return report(reference, namespace);
        } catch (KubernetesClientException e) {
            throw ClusterUnreachable.or(e, client.getMasterUrl());
        }
    }

    private Optional<Report> report(JobReference reference, Optional<String> namespace) {
        String in =
                namespace.or(() -> Optional.ofNullable(client.getNamespace())).orElse(DEFAULT_NAMESPACE);
        HasMetadata job = reference.kind() == WorkloadKind.TRAINING
                ? get(TrainingJob.class, in, reference.name())
                : get(InferenceJob.class, in, reference.name());
        if (job == null) {
            return Optional.empty();
        }
        List<AcceleratorPool> pools =
                client.resources(AcceleratorPool.class).list().getItems();
        ClusterState state = new ClusterState();
        pools.forEach(state::apply);
        state.apply(job);
        JobId id = new JobId(reference.kind(), in, reference.name());
        return Optional.of(new Report(
                List.of(StatusReport.of(job).placement(id, state.shares(id))),
                pools.stream()
                        .map(PoolReport::of)
                        .sorted(Comparator.comparing(PoolReport::name))
                        .toList()));
    }

    private <T extends HasMetadata> @Nullable T get(Class<T> kind, String namespace, String name) {
        return client.resources(kind).inNamespace(namespace).withName(name).get();
    }

    @Override
    public void close() {
        client.close();
    }
}
