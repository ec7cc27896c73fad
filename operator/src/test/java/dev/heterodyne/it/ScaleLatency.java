package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A benchmark, run by {@code hack/bench/latency}: 200 jobs at once on 200 nodes in two pools, each with a runtime for
 * both. Times are taken by this process's clock, from just before the request that creates a job to the watch event that
 * shows its placement, and to the one that shows it Running.
 */
@ExtendWith(LiveClusterExtension.class)
class ScaleLatency {
    private static final int JOBS = 200;
    private static final int NODES_PER_POOL = 100;
    private static final int PER_NODE = 8;
    private static final int SUBMITTERS = 16;
    private static final int ROUNDS = 3;
    /** Shapes that jobs take in turn: replicas, accelerators of each; 7 accelerators a job on average. */
    private static final int[][] SHAPES = {{1, 8}, {2, 4}, {1, 4}, {2, 4}};

    private final Map<String, Long> created = new ConcurrentHashMap<>();
    private final Map<String, Long> placed = new ConcurrentHashMap<>();
    private final Map<String, Long> running = new ConcurrentHashMap<>();

    @Test
    void measure(LiveCluster cluster, Sandbox sandbox) throws Exception {
        cluster.operator();
        sandbox.pool("a", NODES_PER_POOL, PER_NODE);
        secondPool(sandbox);
        System.out.printf(
                "%n%s%n%n",
                Machine.describe(cluster, JOBS + " jobs at once, " + 2 * NODES_PER_POOL + " nodes in 2 pools"));
        System.out.printf("| round | what | p50 | p99 | max | until all |%n|---|---|---|---|---|---|%n");
        for (int round = 1; round <= ROUNDS; round++) {
            run(cluster.client(), sandbox);
            print(round, "placed", placed);
            print(round, "Running", running);
            assertThat(new DevicesOfPods(sandbox.pods(), sandbox.resource())
                            .byNode()
                            .values())
                    .allSatisfy(held -> assertThat(held).isLessThanOrEqualTo(PER_NODE));
            sandbox.deleteJobs();
        }
    }

    private void run(KubernetesClient client, Sandbox sandbox) throws Exception {
        List.of(created, placed, running).forEach(Map::clear);
        CountDownLatch allRunning = new CountDownLatch(JOBS);
        List<GenericKubernetesResource> jobs =
                IntStream.range(0, JOBS).mapToObj(i -> job(sandbox, i)).toList();
        ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
        Watch watch =
                client.resources(TrainingJob.class).inNamespace(sandbox.name()).watch(new Clock(allRunning));
        try {
            List<Future<?>> submitted = new ArrayList<>();
            for (GenericKubernetesResource job : jobs) {
                submitted.add(submitters.submit(() -> {
                    created.put(job.getMetadata().getName(), System.nanoTime());
                    client.resource(job).create();
                }));
            }
            for (Future<?> one : submitted) {
                one.get();
            }
            assertThat(allRunning.await(5, TimeUnit.MINUTES))
                    .as("all %d Running within 5 minutes; %s are", JOBS, running.size())
                    .isTrue();
        } finally {
            watch.close();
            submitters.shutdownNow();
        }
    }

    private static void secondPool(Sandbox sandbox) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorClass
                metadata: {name: NAME-b}
                spec:
                  resourceName: RESOURCE
                  stack: NAME-b
                  memoryGB: 64
                  memoryBandwidthGBps: 1600
                  peakTeraflops: {bf16: 354}
                  interconnect: {scaleUpGBps: 196, scaleUpDomain: 16, scaleOutGbps: 200}
                  efficiency: {trainingMFU: 0.3, prefillMFU: 0.5, decodeMBU: 0.6, communication: 0.7}
                  maturity:
                    training: {completion: 0.8, mtbfHours: 29500, weight: 4}
                    inference: {completion: 0.95, mtbfHours: 29500, weight: 4}
                """);
        sandbox.nodes("b", NODES_PER_POOL, PER_NODE);
        sandbox.poolOf("b", sandbox.name() + "-b", "b");
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("b")).counts(NODES_PER_POOL * PER_NODE, 0));
    }

    private static GenericKubernetesResource job(Sandbox sandbox, int number) {
        int[] shape = SHAPES[number % SHAPES.length];
        return sandbox.parse("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: job-%03d}
                spec:
                  policyName: NAME
                  replicas: %d
                  acceleratorsPerReplica: %d
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: trainer, image: registry.example/trainer:a}]}}
                    - stack: NAME-b
                      template: {spec: {containers: [{name: trainer, image: registry.example/trainer:b}]}}
                """.formatted(number, shape[0], shape[1]));
    }

    private void print(int round, String what, Map<String, Long> reached) {
        List<Long> latencies = reached.entrySet().stream()
                .map(entry -> entry.getValue() - created.get(entry.getKey()))
                .sorted()
                .toList();
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.2f s | %.2f s | %.2f s | %.2f s |%n",
                round,
                what,
                seconds(percentile(latencies, 50)),
                seconds(percentile(latencies, 99)),
                seconds(latencies.get(latencies.size() - 1)),
                seconds(latest(reached.values()) - earliest(created.values())));
    }

    /** Nearest rank. */
    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    private static long earliest(Collection<Long> times) {
        return times.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static long latest(Collection<Long> times) {
        return times.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Notes when a job first shows that it got somewhere. */
    private final class Clock implements Watcher<TrainingJob> {
        private final CountDownLatch allRunning;

        Clock(CountDownLatch allRunning) {
            this.allRunning = allRunning;
        }

        @Override
        public void eventReceived(Action action, TrainingJob job) {
            long now = System.nanoTime();
            String name = job.getMetadata().getName();
            if (job.getStatus() == null || action == Action.DELETED) {
                return;
            }
            if (job.getStatus().placement() != null
                    && job.getStatus().placement().pool() != null) {
                placed.putIfAbsent(name, now);
            }
            if (job.getStatus().phase() == Phase.Running && running.putIfAbsent(name, now) == null) {
                allRunning.countDown();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            System.err.println("the watch ended: " + cause);
        }
    }
}
