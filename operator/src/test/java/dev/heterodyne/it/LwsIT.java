package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heterodyne.api.InferenceJob;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas larger than a node, with the real LeaderWorkerSet: its definition, its controller and its webhooks. */
@ExtendWith(LiveClusterExtension.class)
class LwsIT {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LEAST_PODS = 2 * LargeJob.PODS;

    private KubernetesClient client;
    private LiveCluster cluster;
    private Sandbox sandbox;
    private List<Node> nodes;
    private LargeJob job;

    @BeforeEach
    void start(LiveCluster live, Sandbox fresh) {
        assumeTrue(
                live.onThisMachine(), "its webhooks are on 127.0.0.1 of this machine, and the API server may not be");
        live.operator();
        cluster = live;
        client = live.client();
        sandbox = fresh;
        nodes = sandbox.pool("chips", 8, 8);
        job = new LargeJob(client, sandbox);
    }

    @Test
    void aReplicaLargerThanANodeNeedsLeaderWorkerSetAndRunsOnTheNodesOfTheDecision() {
        job.create();
        Sandbox.await()
                .untilAsserted(() -> assertThat(job.condition("Placed")).hasValueSatisfying(placed -> {
                    assertThat(placed.getStatus()).isEqualTo("False");
                    assertThat(placed.getReason()).isEqualTo("LeaderWorkerSetMissing");
                    assertThat(placed.getMessage()).contains("https://lws.sigs.k8s.io");
                }));
        assertThat(sandbox.pods()).isEmpty();

        try (LeaderWorkerSetInstall lws = LeaderWorkerSetInstall.on(cluster, sandbox.name())) {
            lws.startController();
            job.awaitSettled(2);
            assertThat(job.share().podsPerReplica()).isEqualTo(LargeJob.PODS);
            assertThat(job.share().nodes()).hasSize(4).doesNotHaveDuplicates();
            PoolAssert.that(sandbox.livePool("chips")).counts(64, 32);

            leadersAloneTakeRequests();
            nothingIsWrittenAgain(lws);
            aPodThatIsLostTakesItsReplicaAlongAndComesBackToItsSeat();

            whatIsDeletedLeavesNothing(lws);
        }
    }

    @Test
    void replicasComeAndGoWholeAndThoseThatStayAreLeftAlone() {
        try (LeaderWorkerSetInstall lws = LeaderWorkerSetInstall.on(cluster, sandbox.name())) {
            lws.startController();
            job.create().awaitSettled(2);
            assertThat(evict(job.worker(anySet())))
                    .as("none of the least can be spared, nor half of one")
                    .isEqualTo(TOO_MANY_REQUESTS);
            Map<String, List<String>> two = job.uids();
            Map<String, List<String>> seats = job.nodes();

            try (ReadyWatch watch = new ReadyWatch(client, sandbox.name(), LargeJob.NAME, LargeJob.PODS)) {
                scale(3);
                job.awaitSettled(3);
                assertThat(job.uids()).containsAllEntriesOf(two);
                assertThat(job.nodes()).containsAllEntriesOf(seats);
                oneReplicaAtATimeCanBeEvicted();

                Map<String, List<String>> three = job.uids();
                scale(2);
                job.awaitSettled(2);
                assertThat(three).as("the others did not restart").containsAllEntriesOf(job.uids());

                theReplicaOnANodeThatIsDrainedMovesAndNoOther();
                aRolloutReplacesEveryPod();

                assertThat(watch.violations()).isEmpty();
                assertThat(watch.least()).as("pods ready at any moment").isGreaterThanOrEqualTo(LEAST_PODS);
            }
            assertThat(lws.sets()).hasSize(2);
            whatIsDeletedLeavesNothing(lws);
        }
    }

    private void oneReplicaAtATimeCanBeEvicted() {
        List<String> sets = List.copyOf(job.nodes().keySet());
        List<String> before = job.uids().get(sets.get(0));
        Pod first = lingering(job.worker(sets.get(0)));
        Sandbox.await().untilAsserted(() -> assertThat(evict(first)).isEqualTo(HttpURLConnection.HTTP_CREATED));
        assertThat(evict(job.worker(sets.get(1))))
                .as("the first replica is down")
                .isEqualTo(TOO_MANY_REQUESTS);
        isGone(first, before);
        Sandbox.await()
                .untilAsserted(
                        () -> assertThat(job.uids().get(sets.get(0))).hasSize(2).doesNotContainAnyElementsOf(before));
        job.awaitSettled(3);
    }

    private void theReplicaOnANodeThatIsDrainedMovesAndNoOther() {
        Map<String, List<String>> before = job.uids();
        // The older of the two, which the set of several replicas would have kept.
        String moving = anySet();
        String drained = job.nodes().get(moving).get(1);
        sandbox.cordon(nodes.stream()
                .filter(node -> drained.equals(node.getMetadata().getName()))
                .findFirst()
                .orElseThrow());
        Sandbox.await()
                .untilAsserted(() -> assertThat(job.nodes().values().stream().flatMap(Collection::stream))
                        .doesNotContain(drained));
        job.awaitSettled(2);
        assertThat(job.share().nodes()).doesNotContain(drained);
        Map<String, List<String>> stayed = new HashMap<>(before);
        stayed.remove(moving);
        assertThat(job.uids()).containsAllEntriesOf(stayed);
    }

    private void aRolloutReplacesEveryPod() {
        job.image("registry.example/server:2");
        Sandbox.await()
                .untilAsserted(() -> assertThat(sandbox.pods())
                        .hasSize(4)
                        .allSatisfy(pod -> assertThat(
                                        pod.getSpec().getContainers().get(0).getImage())
                                .isEqualTo("registry.example/server:2")));
        job.awaitSettled(2);
        assertThat(job.share().revision()).isNotNull();
    }

    private void leadersAloneTakeRequests() {
        Sandbox.await()
                .untilAsserted(() -> assertThat(client
                                .discovery()
                                .v1()
                                .endpointSlices()
                                .inNamespace(sandbox.name())
                                .withLabel("kubernetes.io/service-name", LargeJob.NAME)
                                .list()
                                .getItems()
                                .stream()
                                .flatMap(slice -> slice.getEndpoints().stream())
                                .map(Endpoint::getNodeName))
                        .containsExactlyInAnyOrder(
                                job.seats().get(0).get(0), job.seats().get(1).get(0)));
    }

    /** The last word on how the replicas fare may come a moment after them; then there is silence. */
    private void nothingIsWrittenAgain(LeaderWorkerSetInstall lws) {
        AtomicReference<List<String>> seen = new AtomicReference<>(List.of());
        Sandbox.await().during(QUIET).until(() -> {
            List<String> now = versions(lws);
            return now.equals(seen.getAndSet(now));
        });
    }

    private void aPodThatIsLostTakesItsReplicaAlongAndComesBackToItsSeat() {
        Map<String, List<String>> uids = job.uids();
        Map<String, List<String>> seats = job.nodes();
        String hurt = anySet();
        List<String> before = uids.remove(hurt);
        Pod lost = lingering(job.worker(hurt));
        client.resource(lost).delete();
        isGone(lost, before);

        Sandbox.await()
                .untilAsserted(() -> assertThat(job.uids().get(hurt)).hasSize(2).doesNotContainAnyElementsOf(before));
        job.awaitSettled(2);
        assertThat(job.nodes()).isEqualTo(seats);
        assertThat(job.uids()).containsAllEntriesOf(uids);
    }

    /** From now on the pod takes its time to go when it is deleted: else it would be back before anything else is done. */
    private Pod lingering(Pod worker) {
        return client.resource(worker)
                .edit(pod -> new PodBuilder(pod)
                        .editMetadata()
                        .addToAnnotations(Fate.lingers("1h").annotations())
                        .endMetadata()
                        .build());
    }

    /**
     * A worker that was deleted, and lingers, is gone now. LeaderWorkerSet renews a replica only where it sees a pod of it go, and
     * overlooks one that is gone before it looks.
     *
     * @param replica identity of the pods of its replica
     */
    private void isGone(Pod worker, List<String> replica) {
        Sandbox.await()
                .untilAsserted(() -> assertThat(sandbox.pods())
                        .filteredOn(pod -> replica.contains(pod.getMetadata().getUid()))
                        .allSatisfy(pod -> assertThat(pod.getMetadata().getDeletionTimestamp())
                                .isNotNull()));
        client.resource(worker).withGracePeriod(0).delete();
    }

    private void whatIsDeletedLeavesNothing(LeaderWorkerSetInstall lws) {
        client.resources(InferenceJob.class)
                .inNamespace(sandbox.name())
                .withName(LargeJob.NAME)
                .delete();
        Sandbox.await().untilAsserted(() -> {
            assertThat(lws.sets()).isEmpty();
            assertThat(sandbox.pods()).isEmpty();
        });
    }

    private String anySet() {
        return job.nodes().keySet().iterator().next();
    }

    private void scale(int replicas) {
        cluster.kubectl(
                "scale", "inferencejob/" + LargeJob.NAME, "--namespace", sandbox.name(), "--replicas=" + replicas);
    }

    /** The API server's answer. The client would else ask again and again until the answer is yes. */
    private int evict(Pod pod) {
        Config once = new ConfigBuilder(
                        Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient asking =
                new KubernetesClientBuilder().withConfig(once).build()) {
            return asking.pods()
                            .inNamespace(sandbox.name())
                            .withName(pod.getMetadata().getName())
                            .evict()
                    ? HttpURLConnection.HTTP_CREATED
                    : TOO_MANY_REQUESTS;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }

    private List<String> versions(LeaderWorkerSetInstall lws) {
        return Stream.concat(Stream.of(sandbox.inference(LargeJob.NAME)), lws.sets().stream())
                .map(object -> object.getMetadata().getResourceVersion())
                .toList();
    }
}
