package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * SIGKILL of the operator at random moments during {@code -Dchaos.attempts} attempts (200) with random faults: every job ends
 * in the state its faults call for, evidence counts are exact, no pod is orphaned, no accelerator is double-booked.
 * {@code -Dchaos.seed} repeats what was drawn, though not the machine's timing.
 */
@ExtendWith(LiveClusterExtension.class)
class ChaosIT {
    private static final int ATTEMPTS = Integer.getInteger("chaos.attempts", 200);
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int LEAST_KILLS = 10;
    private static final int AT_ONCE = 24;
    private static final int PER_NODE = 8;
    private static final Duration END = Duration.ofMinutes(3);
    /** Pools and their nodes; the first is of the sandbox's own stack. */
    private static final Map<String, Integer> POOLS = Map.of("a", 6, "b", 5, "c", 5);

    private final Map<String, PlantedJob> planted = new LinkedHashMap<>();
    private final Random random = new Random(SEED);
    private KubernetesClient client;
    private Sandbox sandbox;
    private SecondStack second;

    @Test
    void everyJobEndsAsItsFaultsCallFor(LiveCluster cluster, Sandbox fresh) {
        long start = System.nanoTime();
        client = cluster.client();
        sandbox = fresh;
        second = new SecondStack(fresh);
        RunningOperator operator = cluster.operator();
        List<Node> nodes = new ArrayList<>(sandbox.pool("a", POOLS.get("a"), PER_NODE));
        nodes.addAll(second.pool("b", POOLS.get("b"), PER_NODE));
        nodes.addAll(second.pool("c", POOLS.get("c"), PER_NODE));
        policies();
        try (Witness witness = new Witness(client, sandbox, PER_NODE)) {
            ChaosMonkey monkey = new ChaosMonkey(client, sandbox, operator, witness, nodes, random);
            while (attempts(witness.jobs()) < ATTEMPTS || monkey.kills() < LEAST_KILLS) {
                submit(witness.jobs());
                monkey.once();
                assertThat(witness.violations()).as("seed %d", SEED).isEmpty();
            }
            Sandbox.await()
                    .atMost(END)
                    .untilAsserted(() -> assertThat(sandbox.trainings())
                            .as("jobs that are not over; seed %d", SEED)
                            .filteredOn(job -> !Witness.isOver(job))
                            .extracting(job -> job.getMetadata().getName() + " " + job.getStatus())
                            .isEmpty());
            List<TrainingJob> jobs = sandbox.trainings();
            System.out.println(summary(jobs, monkey, witness, start));
            assertThat(witness.violations()).as("seed %d", SEED).isEmpty();
            assertThat(jobs)
                    .as("seed %d", SEED)
                    .hasSameSizeAs(planted.keySet())
                    .flatExtracting(job -> planted.get(job.getMetadata().getName())
                            .faults(
                                    Witness.attempts(job),
                                    job.getStatus().phase(),
                                    monkey.done(),
                                    number -> witness.nodesHeld(job, number)))
                    .isEmpty();
            addsUp(new Reckoning(client, sandbox, jobs));
        }
        sandbox.deleteJobs();
        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.children()).isEmpty();
            assertThat(client.services().inNamespace(sandbox.name()).list().getItems())
                    .isEmpty();
        });
    }

    /** Nobody is quarantined or below a floor: jobs go by their own failures alone, and every run weighs one. */
    private void policies() {
        for (String name : List.of("default", sandbox.name())) {
            sandbox.apply("""
                    apiVersion: heterodyne.dev/v1alpha1
                    kind: PlacementPolicy
                    metadata: {name: %s}
                    spec:
                      floors: {training: {maturity: 0}}
                      qualification: {canaryRuns: 1000, halfLifeDays: 36500}
                      reroute: {afterFailures: %d, cooldownSeconds: 3600, deviceLossGraceSeconds: 0}
                    """.formatted(name, PlantedJob.PER_POOL));
        }
    }

    /** Keeps so many jobs going; those that wait long between attempts come early, so that the end does not wait for them. */
    private void submit(List<TrainingJob> seen) {
        long open = planted.size() - seen.stream().filter(Witness::isOver).count();
        for (; open < AT_ONCE && attempts(seen) + open < ATTEMPTS; open++) {
            boolean patient = planted.size() < AT_ONCE;
            PlantedJob job = PlantedJob.draw(
                    "job-%03d".formatted(planted.size()), sandbox.name(), second.name(), patient, random);
            planted.put(job.name(), job);
            sandbox.apply(job.yaml());
        }
    }

    private void addsUp(Reckoning reckoning) {
        Sandbox.await().untilAsserted(() -> {
            for (Map.Entry<String, Integer> pool : POOLS.entrySet()) {
                PoolAssert.that(sandbox.livePool(pool.getKey())).counts(pool.getValue() * PER_NODE, 0);
                reckoning.addsUp(sandbox.livePool(pool.getKey()), planted);
            }
            reckoning.nothingIsOrphaned();
        });
    }

    private static int attempts(List<TrainingJob> jobs) {
        return jobs.stream().mapToInt(job -> Witness.attempts(job).size()).sum();
    }

    private static String summary(List<TrainingJob> jobs, ChaosMonkey monkey, Witness witness, long start) {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> phases = new TreeMap<>();
        for (TrainingJob job : jobs) {
            phases.merge(job.getStatus().phase().name(), 1, Integer::sum);
            for (Attempt attempt : Witness.attempts(job)) {
                outcomes.merge(String.valueOf(attempt.outcome()), 1, Integer::sum);
            }
        }
        return "chaos: seed %d; %d jobs %s; %d attempts %s; %d kills, %d of them with evidence on its way; %d outages, %d evictions; %d events in %d s"
                .formatted(
                        SEED,
                        jobs.size(),
                        phases,
                        attempts(jobs),
                        outcomes,
                        monkey.kills(),
                        monkey.killsAtEvidence(),
                        monkey.done().outages(),
                        monkey.done().evictions(),
                        witness.events(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
}
