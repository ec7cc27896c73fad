package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas larger than a node, with the real LeaderWorkerSet: its definition, its controller and its webhooks. */
@ExtendWith(LiveClusterExtension.class)
class LwsIT {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private KubernetesClient client;
    private LiveCluster cluster;
    private Sandbox sandbox;

    @BeforeEach
    void start(LiveCluster live, Sandbox fresh) {
        live.operator();
        cluster = live;
        client = live.client();
        sandbox = fresh;
        sandbox.pool("chips", 5, 8);
    }

    @Test
    void aReplicaLargerThanANodeNeedsLeaderWorkerSetAndRunsOnTheNodesOfTheDecision() {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: large}
                spec:
                  policyName: NAME
                  replicas: {min: 2}
                  acceleratorsPerReplica: 16
                  podsPerReplica: 2
                  service: {port: 8000}
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """);
        Sandbox.await()
                .untilAsserted(() -> assertThat(condition("Placed")).hasValueSatisfying(placed -> {
                    assertThat(placed.getStatus()).isEqualTo("False");
                    assertThat(placed.getReason()).isEqualTo("LeaderWorkerSetMissing");
                    assertThat(placed.getMessage()).contains("https://lws.sigs.k8s.io");
                }));
        assertThat(sandbox.pods()).isEmpty();

        try (LeaderWorkerSetInstall lws = LeaderWorkerSetInstall.on(cluster, sandbox.name())) {
            Sandbox.await().untilAsserted(() -> {
                assertThat(status().placement().shares()).hasSize(1);
                ShareStatus share = share();
                assertThat(share.podsPerReplica()).isEqualTo(2);
                assertThat(share.acceleratorsPerReplica()).isEqualTo(16);
                assertThat(share.nodes()).hasSize(4).doesNotHaveDuplicates();
                assertThat(lws.sets()).hasSize(1);
            });
            lws.startController();

            Sandbox.await().untilAsserted(() -> {
                assertThat(seats()).isEqualTo(expectedSeats());
                assertThat(status().readyReplicas()).isEqualTo(2);
                assertThat(condition("Available")).map(Condition::getStatus).contains("True");
            });
            PoolAssert.that(sandbox.livePool("chips")).counts(40, 32);
            leadersAloneTakeRequests();
            nothingIsWrittenAgain(lws);
            aPodThatIsLostTakesItsReplicaAlongAndComesBackToItsSeat();

            client.resources(InferenceJob.class)
                    .inNamespace(sandbox.name())
                    .withName("large")
                    .delete();
            Sandbox.await().untilAsserted(() -> {
                assertThat(lws.sets()).isEmpty();
                assertThat(sandbox.pods()).isEmpty();
            });
        }
    }

    private void leadersAloneTakeRequests() {
        Sandbox.await()
                .untilAsserted(() -> assertThat(client
                                .discovery()
                                .v1()
                                .endpointSlices()
                                .inNamespace(sandbox.name())
                                .withLabel("kubernetes.io/service-name", "large")
                                .list()
                                .getItems()
                                .stream()
                                .flatMap(slice -> slice.getEndpoints().stream())
                                .map(Endpoint::getNodeName))
                        .containsExactlyInAnyOrder(
                                share().nodes().get(0), share().nodes().get(2)));
    }

    private void nothingIsWrittenAgain(LeaderWorkerSetInstall lws) {
        List<Long> generations = generations(lws);
        String version = sandbox.inference("large").getMetadata().getResourceVersion();
        Sandbox.await()
                .during(QUIET)
                .untilAsserted(() -> assertThat(generations(lws)).isEqualTo(generations));
        assertThat(sandbox.inference("large").getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    private void aPodThatIsLostTakesItsReplicaAlongAndComesBackToItsSeat() {
        List<String> before = uidsOf("1");
        List<String> others = uidsOf("0");
        String worker = podsOf("1").stream()
                .filter(pod -> label(pod, PodGroup.WORKER_INDEX).equals("1"))
                .map(pod -> pod.getMetadata().getName())
                .findFirst()
                .orElseThrow();
        client.pods().inNamespace(sandbox.name()).withName(worker).delete();

        Sandbox.await().untilAsserted(() -> {
            assertThat(uidsOf("1")).hasSize(2).doesNotContainAnyElementsOf(before);
            assertThat(seats()).isEqualTo(expectedSeats());
            assertThat(status().readyReplicas()).isEqualTo(2);
        });
        assertThat(uidsOf("0")).isEqualTo(others);
    }

    private static List<Long> generations(LeaderWorkerSetInstall lws) {
        return lws.sets().stream()
                .map(GenericKubernetesResource::getMetadata)
                .map(meta -> meta.getGeneration())
                .toList();
    }

    /** The node of each pod that runs, by replica and number in it. */
    private Map<String, String> seats() {
        return sandbox.pods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .collect(Collectors.toMap(
                        pod -> label(pod, PodGroup.GROUP_INDEX) + "/" + label(pod, PodGroup.WORKER_INDEX),
                        pod -> Optional.ofNullable(pod.getSpec().getNodeName()).orElse("")));
    }

    private Map<String, String> expectedSeats() {
        return IntStream.range(0, 4)
                .boxed()
                .collect(Collectors.toMap(
                        i -> i / 2 + "/" + i % 2, i -> share().nodes().get(i)));
    }

    private List<Pod> podsOf(String group) {
        return sandbox.pods().stream()
                .filter(pod -> label(pod, PodGroup.GROUP_INDEX).equals(group))
                .toList();
    }

    private List<String> uidsOf(String group) {
        return podsOf(group).stream().map(pod -> pod.getMetadata().getUid()).toList();
    }

    private static String label(Pod pod, String label) {
        return pod.getMetadata().getLabels().getOrDefault(label, "");
    }

    private InferenceJobStatus status() {
        return sandbox.inference("large").getStatus();
    }

    private ShareStatus share() {
        return status().placement().shares().get(0);
    }

    private Optional<Condition> condition(String type) {
        return Optional.ofNullable(status()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(c -> c.getType().equals(type))
                .findFirst();
    }
}
