package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad input and bad luck each get a condition with a reason, and no accelerator is lost or counted twice. */
@ExtendWith(LiveClusterExtension.class)
class BadLuckIT {
    /** What was forbidden is tried again by and by, by the operator and by the controllers of Kubernetes alike. */
    private static final Duration RECOVERED = Duration.ofMinutes(3);

    private Sandbox sandbox;
    private KubernetesClient client;

    @BeforeEach
    void start(LiveCluster cluster, Sandbox fresh) {
        cluster.operator();
        sandbox = fresh;
        client = cluster.client();
    }

    @Test
    void noRuntimeForAnyPool() {
        sandbox.pool("chips", 2, 8);
        sandbox.training("elsewhere", "other-stack", 1, 8, "{}");

        Sandbox.await().untilAsserted(() -> that("elsewhere").waitsFor("NoRuntimeForStack"));
        chipsHold(16, 0);
    }

    @Test
    void moreAcceleratorsThanExist() {
        sandbox.pool("chips", 2, 8);
        sandbox.training("too-large", 3, 8);

        Sandbox.await().untilAsserted(() -> that("too-large").waitsFor("NotEnoughAccelerators"));
        chipsHold(16, 0);

        // The remedy is more nodes, and they are noticed.
        sandbox.nodes("chips", "late", 1, sandbox.resource(), 8);
        Sandbox.await().untilAsserted(() -> {
            that("too-large").isIn(Phase.Running);
            chipsHold(24, 24);
        });
    }

    @Test
    void aReplicaLargerThanAnyNode() {
        sandbox.pool("chips", 2, 8);
        sandbox.training("too-wide", 1, 16);

        Sandbox.await().untilAsserted(() -> that("too-wide").waitsFor("NoDomainLargeEnough"));
        chipsHold(16, 0);
    }

    @Test
    void aPoolWhoseClassIsMissing() {
        sandbox.nodes("chips", 2, 8);
        sandbox.policy();
        sandbox.poolOf("chips", sandbox.name(), "chips");
        sandbox.training("early", 2, 8);

        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(sandbox.livePool("chips"))
                    .hasCondition("Ready", "False", "ClassNotFound")
                    .hasCondition("ClassResolved", "False", "ClassNotFound");
            that("early").waitsFor("ClassNotFound");
        });

        sandbox.acceleratorClass();
        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(sandbox.livePool("chips"))
                    .hasCondition("Ready", "True", "PoolReady")
                    .hasCondition("ClassResolved", "True", "ClassFound");
            that("early").isIn(Phase.Running);
            chipsHold(16, 16);
        });
    }

    @Test
    void twoPoolsThatClaimOneNode() {
        sandbox.pool("a-older", 2, 8);
        sandbox.poolOf("b-newer", sandbox.name(), "a-older");

        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(sandbox.livePool("b-newer"))
                    .hasCondition("NodesDisjoint", "False", "NodesContested")
                    .hasCondition("Ready", "False", "NoNodes")
                    .counts(0, 0);
            PoolAssert.that(sandbox.livePool("a-older"))
                    .hasCondition("NodesDisjoint", "True", "NoNodeContested")
                    .hasCondition("Ready", "True", "PoolReady")
                    .counts(16, 0);
        });

        sandbox.training("gang", 2, 8);
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Running);
            assertThat(sandbox.training("gang").getStatus().placement().pool()).isEqualTo(sandbox.poolName("a-older"));
            PoolAssert.that(sandbox.livePool("a-older")).counts(16, 16);
            PoolAssert.that(sandbox.livePool("b-newer")).counts(0, 0);
        });

        // The older pool goes; the newer inherits the nodes with what runs on them.
        sandbox.deletePool("a-older");
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("b-newer"))
                        .hasCondition("NodesDisjoint", "True", "NoNodeContested")
                        .counts(16, 16));
    }

    @Test
    void aClassWithoutAResourceName() {
        assertThatThrownBy(() -> sandbox.apply("""
                        apiVersion: heterodyne.dev/v1alpha1
                        kind: AcceleratorClass
                        metadata: {name: NAME}
                        spec: {stack: NAME}
                        """))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(422))
                .hasMessageContaining("spec.resourceName: Required value");
    }

    @Test
    void aNodeThatIsNotReadyBeforePlacement() {
        List<Node> nodes = sandbox.pool("chips", 2, 8);
        sandbox.ready(nodes.get(0), false);
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("chips"))
                        .counts(new AcceleratorCounts(16, 8, 0, 8))
                        .hasCondition("Ready", "True", "PoolReady"));

        sandbox.training("gang", 2, 8);
        sandbox.training("single", 1, 8);
        Sandbox.await().untilAsserted(() -> {
            that("gang").waitsFor("NotEnoughAccelerators");
            that("single").isIn(Phase.Running);
            PoolAssert.that(sandbox.livePool("chips")).counts(new AcceleratorCounts(16, 8, 8, 0));
        });
        assertThat(sandbox.training("single").getStatus().placement().nodes())
                .containsExactly(nodes.get(1).getMetadata().getName());

        sandbox.ready(nodes.get(0), true);
        sandbox.deleteJob("single");
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Running);
            chipsHold(16, 16);
        });
    }

    @Test
    void aNodeThatGoesNotReadyUnderAGang() {
        List<Node> nodes = sandbox.pool("chips", 2, 8);
        sandbox.training("gang", 2, 8);
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Running));

        sandbox.ready(nodes.get(0), false);
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Rerouting).hasCondition("Placed", "False", "NotEnoughAccelerators");
            assertThat(sandbox.children()).as("what still runs of it").isEmpty();
        });

        sandbox.ready(nodes.get(0), true);
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Running).hasCondition("PodsReady", "True", "AllPodsReady");
            chipsHold(16, 16);
        });
        assertThat(sandbox.training("gang").getStatus().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.HardwareFailure, null);
        assertThat(sandbox.children()).hasSize(1);
    }

    @Test
    void aJobDeletedWhileItsPodsStart() {
        sandbox.pool("chips", 2, 8);
        sandbox.training("gone", sandbox.name(), 2, 8, "{heterodyne.dev/kwok: pending}");
        Sandbox.await().untilAsserted(() -> {
            that("gone").isIn(Phase.Placed).hasCondition("PodsReady", "False", "WaitingForPods");
            assertThat(new DevicesOfPods(sandbox.pods(), sandbox.resource()).byNode())
                    .hasSize(2);
            chipsHold(16, 16);
        });

        sandbox.deleteJob("gone");
        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.children()).isEmpty();
            assertThat(sandbox.pods()).isEmpty();
            chipsHold(16, 0);
        });

        sandbox.training("next", 2, 8);
        Sandbox.await().untilAsserted(() -> {
            that("next").isIn(Phase.Running);
            chipsHold(16, 16);
        });
    }

    @Test
    void aJobThatNamesAPolicyNobodyMade() {
        sandbox.acceleratorClass();
        sandbox.nodes("chips", 1, 8);
        sandbox.poolOf("chips", sandbox.name(), "chips");
        sandbox.training("lawless", 1, 8);
        Sandbox.await().untilAsserted(() -> that("lawless").waitsFor("PolicyNotFound"));

        sandbox.policy();
        Sandbox.await().untilAsserted(() -> that("lawless").isIn(Phase.Running));
    }

    @Test
    void aTemplateThatTheApiServerRefuses() {
        sandbox.pool("chips", 1, 8);
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: broken}
                spec:
                  policyName: NAME
                  replicas: 1
                  acceleratorsPerReplica: 8
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: "Not A Name", image: registry.example/trainer:1}]}}
                """);
        Sandbox.await().untilAsserted(() -> {
            that("broken").isIn(Phase.Failed).hasCondition("Finished", "True", "TemplateRejected");
            chipsHold(8, 0);
        });
    }

    @Test
    void aQuotaThatHasNoRoomForThePods() {
        sandbox.pool("chips", 2, 8);
        quota("requests." + sandbox.resource());
        sandbox.training("held", 1, 8);
        sandbox.inference("served", 1, 8);
        Sandbox.await().untilAsserted(() -> {
            that("held").isIn(Phase.Placed).hasCondition("PodsReady", "False", "FailedCreate");
            ConditionAssert.says(
                    sandbox.training("held").getStatus().conditions(), "PodsReady", "exceeded quota: none");
            List<Condition> served = sandbox.inference("served").getStatus().conditions();
            ConditionAssert.has(served, "Degraded", "True", "FailedCreate");
            ConditionAssert.says(served, "Degraded", "exceeded quota: none");
        });

        bothRunWithoutTheQuota();
        assertThat(sandbox.training("held").getStatus().attempts()).hasSize(1);
    }

    @Test
    void aQuotaThatHasNoRoomForWhatMakesThePods() {
        sandbox.pool("chips", 2, 8);
        quota("count/jobs.batch", "count/deployments.apps");
        sandbox.training("held", 1, 8);
        sandbox.inference("served", 1, 8);
        Sandbox.await().untilAsserted(() -> {
            that("held").isIn(Phase.Placed).hasCondition("PodsReady", "False", "FailedCreate");
            ConditionAssert.has(
                    sandbox.inference("served").getStatus().conditions(), "Available", "False", "FailedCreate");
        });

        bothRunWithoutTheQuota();
    }

    private void quota(String... resources) {
        sandbox.apply(
                """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: none}
                spec: {hard: {%s}}
                """.formatted(Stream.of(resources).map(r -> "\"" + r + "\": 0").collect(Collectors.joining(", "))));
    }

    private void bothRunWithoutTheQuota() {
        client.resourceQuotas().inNamespace(sandbox.name()).withName("none").delete();
        Sandbox.await().atMost(RECOVERED).untilAsserted(() -> {
            that("held").isIn(Phase.Running);
            assertThat(sandbox.inference("served").getStatus().phase()).isEqualTo(Phase.Running);
            chipsHold(16, 16);
        });
    }

    private TrainingAssert that(String job) {
        return TrainingAssert.that(sandbox.training(job));
    }

    private void chipsHold(int total, int allocated) {
        PoolAssert.that(sandbox.livePool("chips")).counts(total, allocated);
    }
}
