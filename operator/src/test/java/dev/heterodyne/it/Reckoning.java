package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must add up when all is over. */
record Reckoning(KubernetesClient client, Sandbox sandbox, List<TrainingJob> jobs) {
    /**
     * A pool has seen just what the attempts in the jobs' statuses say, each once, and needs no name any more.
     *
     * @param planted by the name of the job
     */
    void addsUp(AcceleratorPool pool, Map<String, PlantedJob> planted) {
        int completed = 0;
        int failed = 0;
        int failures = 0;
        for (TrainingJob job : jobs) {
            PlantedJob known = planted.get(job.getMetadata().getName());
            List<Attempt> attempts = Witness.attempts(job);
            for (int i = 0; i < attempts.size(); i++) {
                Attempt attempt = attempts.get(i);
                if (attempt.pool().equals(pool.getMetadata().getName())) {
                    completed += attempt.outcome() == AttemptOutcome.Completed ? 1 : 0;
                    failures += isFailureOfPool(attempt) ? 1 : 0;
                    failed += isFailureOfPool(attempt) && known.isForGood(attempts.subList(0, i + 1)) ? 1 : 0;
                }
            }
        }
        EvidenceAssert.that(pool).hasSeen(completed, failed, failures).hasCounted();
    }

    private static boolean isFailureOfPool(Attempt attempt) {
        return attempt.outcome() == AttemptOutcome.StackFailure || attempt.outcome() == AttemptOutcome.HardwareFailure;
    }

    /** Every object belongs to a job that is there, and to an attempt that its status knows. */
    void nothingIsOrphaned() {
        Set<String> owners = new HashSet<>();
        jobs.forEach(job -> owners.add(job.getMetadata().getUid()));
        sandbox.children().forEach(child -> owners.add(child.getMetadata().getUid()));
        Stream<HasMetadata> objects = Stream.of(
                        sandbox.children(),
                        client.services().inNamespace(sandbox.name()).list().getItems(),
                        sandbox.pods())
                .flatMap(List::stream);
        assertThat(objects)
                .allSatisfy(object -> assertThat(object.getMetadata().getOwnerReferences())
                        .as(
                                "owners of %s %s",
                                object.getKind(), object.getMetadata().getName())
                        .singleElement()
                        .satisfies(owner -> assertThat(owners).contains(owner.getUid())));
        assertThat(sandbox.pods())
                .as("pods after the end")
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isIn("Succeeded", "Failed"));
    }
}
