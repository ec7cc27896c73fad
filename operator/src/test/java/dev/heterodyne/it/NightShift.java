package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.ShareStatus;
import java.util.List;

/**
 * A service that holds all nodes of a pool but one, for its load by day, and lends them to training by night.
 *
 * @param replicas by day; one of them stays by night
 */
record NightShift(Sandbox sandbox, int replicas) {
    static final String SERVICE = "chat";
    static final String TRAINING = "night";
    static final int PER_NODE = 8;

    /** Makes the pool, and starts the service by day. */
    void open() {
        sandbox.pool("chips", replicas + 1, PER_NODE);
        day();
        Sandbox.await().untilAsserted(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(service().getStatus().readyReplicas()).isEqualTo(replicas);
        });
    }

    /** The load is back. */
    void day() {
        serve(replicas);
    }

    /** The load is low; returns when all that it does not need is lent. */
    void night() {
        serve(1);
        Sandbox.await().untilAsserted(() -> {
            assertThat(share().nodes()).hasSize(1);
            assertThat(share().lentNodes()).hasSize(replicas - 1);
        });
    }

    private void serve(int desired) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: %s}
                spec:
                  policyName: NAME
                  replicas: {min: 1, max: %d, desired: %d}
                  lending: {reserveReplicas: %d}
                  acceleratorsPerReplica: %d
                  runtimes:
                    - stack: NAME
                      template: {spec: {containers: [{name: server, image: registry.example/server:1}]}}
                """.formatted(SERVICE, replicas, desired, replicas, PER_NODE));
    }

    /** Training that fills the pool's other node and what is lent, with so many seconds to save its state. */
    Gang training(int graceSeconds, Fate fate) {
        return Gang.of(TRAINING, replicas, PER_NODE)
                .with("preemptible: true")
                .with("checkpoint: {path: /ckpt, intervalSeconds: 600, graceSeconds: %d}".formatted(graceSeconds))
                .on(sandbox.name(), fate);
    }

    void borrow(Gang training) {
        sandbox.apply(training.yaml());
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training(TRAINING)).isIn(Phase.Running));
    }

    InferenceJob service() {
        return sandbox.inference(SERVICE);
    }

    /** What it holds; it is placed. */
    ShareStatus share() {
        List<ShareStatus> shares = service().getStatus().placement().shares();
        assertThat(shares).hasSize(1);
        return shares.get(0);
    }
}
