package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gang that had to make way is tried again, and nobody is blamed. */
@ExtendWith(LiveClusterExtension.class)
class PreemptionIT {
    private KubernetesClient client;
    private Sandbox sandbox;

    @BeforeEach
    void start(LiveCluster cluster, Sandbox fresh) {
        cluster.operator();
        client = cluster.client();
        sandbox = fresh;
        sandbox.pool("chips", 2, 8);
        sandbox.training("gang", 2, 8);
        Sandbox.await().untilAsserted(() -> that().isIn(Phase.Running));
    }

    @Test
    void aPodThatIsEvicted() {
        String pod = sandbox.pods().get(0).getMetadata().getName();
        client.pods().inNamespace(sandbox.name()).withName(pod).evict();

        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Running);
            assertThat(gang().getStatus().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted, null);
            heldAgainstNobody();
            PoolAssert.that(sandbox.livePool("chips")).counts(16, 16);
        });
        assertThat(gang().getStatus().attempts().get(0).failedNodes()).isNull();
    }

    @Test
    void aPodOfSomebodyMoreImportant() {
        sandbox.apply("""
                apiVersion: scheduling.k8s.io/v1
                kind: PriorityClass
                metadata: {name: NAME}
                value: 1000
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: urgent}
                spec:
                  priorityClassName: NAME
                  nodeSelector: {it.heterodyne.dev/group: NAME-chips}
                  containers:
                    - name: main
                      image: registry.example/urgent:1
                      resources: {limits: {RESOURCE: 8}}
                """);

        Sandbox.await().untilAsserted(() -> {
            assertThat(client.pods()
                            .inNamespace(sandbox.name())
                            .withName("urgent")
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Running");
            that().isIn(Phase.Rerouting).hasCondition("Placed", "False", "WaitingForAccelerators");
            assertThat(gang().getStatus().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted);
            heldAgainstNobody();
            // All of the gang has made way, not only the pod that had to.
            PoolAssert.that(sandbox.livePool("chips")).counts(16, 8);
        });

        client.pods().inNamespace(sandbox.name()).withName("urgent").delete();
        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Running);
            assertThat(gang().getStatus().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted, null);
        });
    }

    private void heldAgainstNobody() {
        EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(0, 0, 0).hasCounted();
    }

    private TrainingJob gang() {
        return sandbox.training("gang");
    }

    private TrainingAssert that() {
        return TrainingAssert.that(gang());
    }
}
