package dev.heterodyne.it;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does harm at random moments, which are counted in watch events: kills the operator and starts it again, takes nodes away
 * and gives them back, evicts pods. No node is taken from a job that lost one, so that what has to become of it
 * is known; only one that comes to a node in that very moment may lose another.
 */
final class ChaosMonkey {
    /** Where nothing happens for so long, the moment has come. */
    private static final int PATIENCE_SECONDS = 4;

    private static final int MOST_EVENTS = 400;

    private final KubernetesClient client;
    private final String namespace;
    private final RunningOperator operator;
    private final Witness witness;
    private final List<Node> nodes;
    private final Random random;
    private final Disturbances done = new Disturbances();
    private final Set<String> hit = new HashSet<>();
    private int kills;
    private int killsAtEvidence;

    ChaosMonkey(
            KubernetesClient client,
            Sandbox sandbox,
            RunningOperator operator,
            Witness witness,
            List<Node> nodes,
            Random random) {
        this.client = client;
        this.namespace = sandbox.name();
        this.operator = operator;
        this.witness = witness;
        this.nodes = nodes;
        this.random = random;
    }

    Disturbances done() {
        return done;
    }

    int kills() {
        return kills;
    }

    /** Of these, those at a moment when a pool's status held a run that its job may not have shown yet. */
    int killsAtEvidence() {
        return killsAtEvidence;
    }

    /** One kill at a random moment, with other harm before it and while the operator is down. */
    void once() {
        List<Outage> outages = new ArrayList<>();
        harm(outages);
        kill();
        if (random.nextInt(4) == 0) {
            // The operator is to find the nodes as they were.
            mend(outages);
        }
        harm(outages);
        operator.start();
        await(witness.at(random.nextInt(MOST_EVENTS / 2), false, () -> {}));
        mend(outages);
    }

    private void harm(List<Outage> outages) {
        for (int i = random.nextInt(3); i > 0; i--) {
            strike().ifPresent(outages::add);
        }
        if (random.nextBoolean()) {
            evict();
        }
    }

    private void kill() {
        boolean atEvidence = random.nextBoolean();
        CompletableFuture<Void> dead = witness.at(random.nextInt(MOST_EVENTS), atEvidence, operator::kill);
        boolean hurried = await(dead);
        kills++;
        killsAtEvidence += atEvidence && !hurried ? 1 : 0;
    }

    /** Returns when the moment has come; whether it had to be hurried. */
    private boolean await(CompletableFuture<Void> moment) {
        for (long last = -1; ; ) {
            try {
                moment.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return false;
            } catch (TimeoutException e) {
                long now = witness.events();
                if (now == last) {
                    witness.hurry();
                    moment.join();
                    return true;
                }
                last = now;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private record Outage(Loss loss, Node node, Instant from) {}

    /** Takes away a node whose jobs all run and have not been hit yet. */
    private Optional<Outage> strike() {
        List<TrainingJob> jobs = witness.jobs();
        List<Node> targets = new ArrayList<>();
        for (Node node : nodes) {
            List<TrainingJob> there = on(node, jobs);
            boolean fair = !there.isEmpty()
                    && there.stream()
                            .allMatch(job -> job.getStatus().phase() == Phase.Running
                                    && !hit.contains(job.getMetadata().getName()));
            if (fair) {
                targets.add(node);
            }
        }
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        Node target = targets.get(random.nextInt(targets.size()));
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        on(target, jobs).forEach(job -> hit.add(job.getMetadata().getName()));
        Instant from = Instant.now();
        loss.strike(client, target);
        return Optional.of(new Outage(loss, target, from));
    }

    private static List<TrainingJob> on(Node node, List<TrainingJob> jobs) {
        return jobs.stream()
                .filter(job -> Witness.nodes(job).contains(node.getMetadata().getName()))
                .toList();
    }

    private void mend(List<Outage> outages) {
        for (Outage outage : outages) {
            outage.loss().mend(client, outage.node());
            done.outage(outage.node().getMetadata().getName(), outage.from(), Instant.now());
        }
        outages.clear();
    }

    private void evict() {
        List<Pod> running = witness.pods().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase())
                        && pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        if (running.isEmpty()) {
            return;
        }
        Pod pod = running.get(random.nextInt(running.size()));
        done.evicted(
                pod.getMetadata().getLabels().get(Heterodyne.JOB_NAME_LABEL),
                pod.getMetadata().getLabels().get(Heterodyne.ATTEMPT_LABEL));
        try {
            client.pods()
                    .inNamespace(namespace)
                    .withName(pod.getMetadata().getName())
                    .evict(asItRuns(pod));
        } catch (KubernetesClientException e) {
            // It ended in this very moment; then it ended as it was planted.
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }

    /** An eviction that hits no pod that ended meanwhile: with that pod would go all that tells how it ended. */
    private static Eviction asItRuns(Pod pod) {
        return new EvictionBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withDeleteOptions(new DeleteOptionsBuilder()
                        .withNewPreconditions()
                        .withResourceVersion(pod.getMetadata().getResourceVersion())
                        .endPreconditions()
                        .build())
                .build();
    }
}
