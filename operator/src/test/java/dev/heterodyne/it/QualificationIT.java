package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator starts canary runs by itself where the policy has a template for them and a pool has yet to earn its floor. */
@ExtendWith(LiveClusterExtension.class)
class QualificationIT {
    private static final int COOLDOWN_SECONDS = 5;
    private KubernetesClient client;
    private Sandbox sandbox;

    @BeforeEach
    void start(LiveCluster cluster, Sandbox fresh) {
        cluster.operator();
        client = cluster.client();
        sandbox = fresh;
    }

    /** Else the operator would start the next run as soon as the last is cleared away. */
    @AfterEach
    void removePolicy() {
        client.resources(PlacementPolicy.class).withName("default").delete();
    }

    @Test
    void runsOneAfterTheOtherUntilThePoolIsQualified() {
        try (OneRun watch = new OneRun(client, sandbox.name())) {
            policy(1, 3, Fate.completes());
            mandatedPool();
            Sandbox.await().untilAsserted(() -> {
                assertThat(state()).isEqualTo(MaturityState.Qualified);
                EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(3, 0, 0).hasCounted();
                PoolAssert.that(sandbox.livePool("chips")).counts(24, 0);
            });
            assertThat(runs())
                    .allSatisfy(run -> assertThat(run.getSpec().canary()).isTrue())
                    .allSatisfy(run -> assertThat(run.getStatus().phase()).isEqualTo(Phase.Succeeded))
                    .extracting(run -> run.getMetadata().getName())
                    .containsExactly(name(1), name(2), name(3));
            assertThat(watch.violations()).isEmpty();
        }

        // Somebody's own canary comes and goes: no fourth run, though the pool was looked at again.
        canary("work");
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("work")).isIn(Phase.Succeeded);
            EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(4, 0, 0).hasCounted();
        });
        assertThat(runs()).hasSize(3);
    }

    @Test
    void aBudgetOfNothingAllowsNoRun() {
        policy(0, 3, Fate.completes());
        mandatedPool();
        canary("work");
        Sandbox.await()
                .untilAsserted(() -> EvidenceAssert.that(sandbox.livePool("chips"))
                        .hasSeen(1, 0, 0)
                        .hasCounted());
        assertThat(runs()).isEmpty();
    }

    @Test
    void runsWaitForTheWorkThatPaysForThem() {
        sandbox.pool("proven", 4, 8);
        policy(0.3, 3, Fate.completes().after("3s"));
        mandatedPool();
        // The first one is on credit; with it, all hours of training are canary hours.
        Sandbox.await()
                .untilAsserted(() -> EvidenceAssert.that(sandbox.livePool("chips"))
                        .hasSeen(1, 0, 0)
                        .hasCounted());
        lookAgain("first", 1);
        assertThat(runs()).hasSize(1);

        sandbox.apply(Gang.of("work", 4, 8)
                .on(sandbox.name(), Fate.completes().after("6s"))
                .yaml());
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("work")).isIn(Phase.Succeeded));
        lookAgain("second", 2);
        Sandbox.await().untilAsserted(() -> assertThat(runs()).hasSize(2));
    }

    /** The pool is looked at when its figures change, and every half minute. */
    private void lookAgain(String pod, int held) {
        sandbox.plainPod(pod, "chips", 1);
        Sandbox.await()
                .untilAsserted(() -> assertThat(sandbox.livePool("chips")
                                .getStatus()
                                .accelerators()
                                .allocated())
                        .isGreaterThanOrEqualTo(held));
    }

    @Test
    void aPoolThatFailedRests() {
        policy(1, 1, Fate.HCCL_TIMEOUT);
        mandatedPool();
        Sandbox.await().untilAsserted(() -> {
            assertThat(runs()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(state()).isEqualTo(MaturityState.Quarantined);
        });
        Attempt first = runs().get(0).getStatus().attempts().get(0);
        assertThat(Instant.parse(runs().get(1).getMetadata().getCreationTimestamp()))
                .isAfterOrEqualTo(Instant.parse(first.endTime()).plusSeconds(COOLDOWN_SECONDS));
    }

    /** The cluster's default policy, with a mandate that favours the sandbox's pool alone. */
    private void policy(double budget, int canaryRuns, Fate fate) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: PlacementPolicy
                metadata: {name: default}
                spec:
                  origin: {mode: Prefer, countries: [ZZ]}
                  floors: {training: {maturity: 0.5}}
                  reroute: {cooldownSeconds: %d}
                  qualification:
                    canaryRuns: %d
                    budget: %s
                    template:
                      namespace: NAME
                      spec:
                        replicas: 1
                        acceleratorsPerReplica: 8
                        runtimes:
                          - stack: NAME-m
                            template:
                              metadata: {annotations: %s}
                              spec: {containers: [{name: canary, image: registry.example/canary:1}]}
                """.formatted(COOLDOWN_SECONDS, canaryRuns, budget, fate.yaml()));
    }

    /** A pool of the mandated origin that nobody would trust with a run. */
    private void mandatedPool() {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorClass
                metadata: {name: NAME-m}
                spec:
                  origin: ZZ
                  resourceName: RESOURCE
                  stack: NAME-m
                  memoryGB: 64
                  memoryBandwidthGBps: 1600
                  peakTeraflops: {bf16: 354}
                  maturity: {training: {completion: 0.2, mtbfHours: 5000, weight: 4}}
                """);
        sandbox.policy();
        sandbox.nodes("chips", 3, 8);
        sandbox.poolOf("chips", sandbox.name() + "-m", "chips");
    }

    /** A canary run that somebody else started on the pool. */
    private void canary(String name) {
        sandbox.apply(Gang.of(name, 1, 8)
                .with("canary: true")
                .on(sandbox.name() + "-m", Fate.completes())
                .yaml());
    }

    private String name(int run) {
        return "qualify-%s-%d".formatted(sandbox.poolName("chips"), run);
    }

    private MaturityState state() {
        return EvidenceAssert.that(sandbox.livePool("chips")).learned().state();
    }

    private List<TrainingJob> runs() {
        return sandbox.trainings().stream()
                .filter(QualificationIT::qualifies)
                .sorted(Comparator.comparingInt(
                        job -> Integer.parseInt(job.getMetadata().getLabels().get(Heterodyne.RUN_LABEL))))
                .toList();
    }

    private static boolean qualifies(TrainingJob job) {
        return job.getMetadata().getLabels() != null
                && job.getMetadata().getLabels().containsKey(Heterodyne.QUALIFIES_LABEL);
    }

    /** Watches that no two runs are under way. */
    private static final class OneRun implements Watcher<TrainingJob>, AutoCloseable {
        private final Set<String> open = new HashSet<>();
        private final List<String> violations = new CopyOnWriteArrayList<>();
        private final Watch watch;

        OneRun(KubernetesClient client, String namespace) {
            watch = client.resources(TrainingJob.class).inNamespace(namespace).watch(this);
        }

        List<String> violations() {
            return List.copyOf(violations);
        }

        @Override
        public void eventReceived(Action action, TrainingJob job) {
            if (!qualifies(job)) {
                return;
            }
            boolean over = job.getStatus() != null
                    && (job.getStatus().phase() == Phase.Succeeded
                            || job.getStatus().phase() == Phase.Failed);
            if (over || action == Action.DELETED) {
                open.remove(job.getMetadata().getName());
            } else if (open.add(job.getMetadata().getName()) && open.size() > 1) {
                violations.add("at the same time: " + open);
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            violations.add("the watch ended: " + cause);
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
