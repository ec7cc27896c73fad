package dev.heterodyne.cli.demo;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the R2 story should come to: the training runs on the H20s, the inference on the Ascends. */
final class Story {
    static final String TRAINING_POOL = "h20-a";
    static final String INFERENCE_POOL = "ascend-a";
    private static final String TRAINING = "r2-pretrain";
    private static final String INFERENCE = "r2-chat";

    private final KubernetesClient client;

    Story(KubernetesClient client) {
        this.client = client;
    }

    /** Every job of the cluster as it stands. */
    List<JobLine> jobs() {
        Stream<JobLine> training = client.resources(TrainingJob.class).inAnyNamespace().list().getItems().stream()
                .map(JobLine::of);
        Stream<JobLine> inference = client.resources(InferenceJob.class).inAnyNamespace().list().getItems().stream()
                .map(JobLine::of);
        return Stream.concat(training, inference).toList();
    }

    /** What has not come out as told; empty once all has. */
    static List<String> missing(List<JobLine> jobs) {
        List<String> missing = new ArrayList<>();
        expect(jobs, TRAINING, TRAINING_POOL).ifPresent(missing::add);
        expect(jobs, INFERENCE, INFERENCE_POOL).ifPresent(missing::add);
        jobs.stream()
                .filter(j -> j.phase() != Phase.Running)
                .map(j -> j.name() + " is " + j.phase())
                .forEach(missing::add);
        return missing;
    }

    private static Optional<String> expect(List<JobLine> jobs, String name, String pool) {
        Optional<JobLine> job = jobs.stream().filter(j -> j.name().equals(name)).findFirst();
        if (job.isEmpty()) {
            return Optional.of(name + " does not exist");
        }
        return job.get().pool().equals(pool)
                ? Optional.empty()
                : Optional.of(
                        "%s is on '%s', not on %s".formatted(name, job.get().pool(), pool));
    }
}
