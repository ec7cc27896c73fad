package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingPlacement;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A power cut in the middle of placing 50 jobs loses nothing and places nothing twice. */
@ExtendWith(LiveClusterExtension.class)
class RestartIT {
    private static final int JOBS = 50;
    private static final int KILL_AT = 10;
    /** Shapes that jobs take in turn: replicas, accelerators of each. */
    private static final int[][] SHAPES = {{1, 8}, {2, 4}, {2, 8}, {3, 4}};

    private static final int NODES = 40;
    private static final int PER_NODE = 16;

    @Test
    void killedWhileItDecides(LiveCluster cluster, Sandbox sandbox) {
        RunningOperator operator = cluster.operator();
        sandbox.pool("chips", NODES, PER_NODE);
        try (KillSwitch<TrainingJob> kill = new KillSwitch<>(
                cluster.client().resources(TrainingJob.class).inNamespace(sandbox.name()),
                job -> placement(job) != null,
                KILL_AT,
                operator)) {
            submit(sandbox);
            kill.await();
        }
        assertThat(sandbox.trainings())
                .filteredOn(job -> placement(job) == null)
                .as("jobs not decided when it was killed")
                .isNotEmpty();

        operator.start();

        endsAsIfNothingHadBeen(sandbox);
    }

    @Test
    void killedWhileItMakesChildren(LiveCluster cluster, Sandbox sandbox) {
        RunningOperator operator = cluster.operator();
        sandbox.pool("chips", NODES, PER_NODE);
        try (KillSwitch<Job> kill = new KillSwitch<>(
                cluster.client().batch().v1().jobs().inNamespace(sandbox.name()), job -> true, KILL_AT, operator)) {
            submit(sandbox);
            kill.await();
        }
        assertThat(sandbox.children()).as("children when it was killed").hasSizeLessThan(JOBS);

        operator.start();

        endsAsIfNothingHadBeen(sandbox);
    }

    private static void submit(Sandbox sandbox) {
        for (int i = 0; i < JOBS; i++) {
            int[] shape = SHAPES[i % SHAPES.length];
            sandbox.training("job-%02d".formatted(i), shape[0], shape[1]);
        }
    }

    private static void endsAsIfNothingHadBeen(Sandbox sandbox) {
        Sandbox.await()
                .untilAsserted(() -> assertThat(sandbox.trainings())
                        .extracting(RestartIT::standing)
                        .hasSize(JOBS)
                        .containsOnly("Running"));
        List<TrainingJob> jobs = sandbox.trainings();
        int accelerators =
                jobs.stream().mapToInt(job -> placement(job).accelerators()).sum();

        assertThat(jobs)
                .allSatisfy(job -> assertThat(job.getStatus().attempts()).hasSize(1));
        assertThat(sandbox.children())
                .extracting(child -> child.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(jobs.stream()
                        .map(job -> job.getMetadata().getName() + "-a1")
                        .toList());
        assertThat(nodesOfPods(sandbox)).isEqualTo(nodesDecided(jobs));
        assertThat(new DevicesOfPods(sandbox.pods(), sandbox.resource())
                        .byNode()
                        .values())
                .allSatisfy(held -> assertThat(held).isLessThanOrEqualTo(PER_NODE))
                .satisfies(held -> assertThat(
                                held.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(accelerators));
        PoolAssert.that(sandbox.livePool("chips")).counts(NODES * PER_NODE, accelerators);

        sandbox.deleteJobs();
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("chips")).counts(NODES * PER_NODE, 0));
    }

    /** Its phase, and what it waits for. */
    private static String standing(TrainingJob job) {
        if (job.getStatus() == null) {
            return "no status";
        }
        return job.getStatus().phase() == Phase.Running
                ? "Running"
                : job.getStatus().phase() + ": "
                        + job.getStatus().conditions().stream()
                                .map(Condition::getMessage)
                                .toList();
    }

    /** Per job the nodes of its pods, each as often as it has pods there. */
    private static Map<String, List<String>> nodesOfPods(Sandbox sandbox) {
        return sandbox.pods().stream()
                .collect(Collectors.groupingBy(
                        RestartIT::owner,
                        Collectors.mapping(
                                pod -> pod.getSpec().getNodeName(),
                                Collectors.collectingAndThen(Collectors.toList(), RestartIT::sorted))));
    }

    private static Map<String, List<String>> nodesDecided(List<TrainingJob> jobs) {
        Map<String, List<String>> nodes = new HashMap<>();
        jobs.forEach(job -> nodes.put(
                job.getMetadata().getName() + "-a1", sorted(placement(job).nodes())));
        return nodes;
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private static String owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().get(0).getName();
    }

    /** The decision, or null where there is none yet. */
    private static TrainingPlacement placement(TrainingJob job) {
        boolean decided = job.getStatus() != null
                && job.getStatus().placement() != null
                && job.getStatus().placement().pool() != null;
        return decided ? job.getStatus().placement() : null;
    }
}
