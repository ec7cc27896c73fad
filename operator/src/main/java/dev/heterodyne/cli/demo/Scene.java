package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cluster as the demo shows it.
 *
 * @param attempts of all training jobs, as far as they are over
 */
record Scene(List<JobLine> jobs, List<AttemptLine> attempts, List<PoolLine> pools) {
    static Scene of(KubernetesClient client) {
        // Pools last: a job's status shows an end only once its pool has learned of it.
        List<TrainingJob> trainings =
                client.resources(TrainingJob.class).inAnyNamespace().list().getItems();
        Stream<JobLine> inferences = client.resources(InferenceJob.class).inAnyNamespace().list().getItems().stream()
                .map(JobLine::of);
        return new Scene(
                Stream.concat(trainings.stream().map(JobLine::of), inferences).toList(),
                trainings.stream().flatMap(t -> AttemptLine.of(t).stream()).toList(),
                client.resources(AcceleratorPool.class).list().getItems().stream()
                        .map(PoolLine::of)
                        .toList());
    }

    Optional<JobLine> job(String name) {
        return jobs.stream().filter(j -> j.name().equals(name)).findFirst();
    }

    List<AttemptLine> attempts(String job) {
        return attempts.stream().filter(a -> a.job().equals(job)).toList();
    }

    Optional<PoolLine> pool(String name) {
        return pools.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
