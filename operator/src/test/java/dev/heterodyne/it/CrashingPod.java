package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Set;

/** A pod that runs on a KWOK node, written to as its kubelet would while its container crashes: KWOK leaves alone what runs. */
record CrashingPod(KubernetesClient client, Pod pod) {
    private static final Set<String> READINESS = Set.of("Ready", "ContainersReady");

    /** It has crashed once more than it was started again, and waits for the next start. */
    void backOff(int restarts, String lastWords) {
        String now = Instant.now().toString();
        ContainerState waits = new ContainerStateBuilder()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .build();
        ContainerState crash = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(1)
                .withReason("Error")
                .withMessage(lastWords)
                .withStartedAt(now)
                .withFinishedAt(now)
                .endTerminated()
                .build();
        write(waits, crash, restarts);
    }

    /** Started once more, it serves. */
    void serves(int restarts) {
        ContainerState runs = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(Instant.now().toString())
                .endRunning()
                .build();
        write(runs, null, restarts);
    }

    private void write(ContainerState state, ContainerState lastState, int restarts) {
        boolean ready = state.getRunning() != null;
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .editStatus(live -> {
                    ContainerStatus container =
                            live.getStatus().getContainerStatuses().get(0);
                    container.setState(state);
                    container.setLastState(lastState == null ? container.getLastState() : lastState);
                    container.setRestartCount(restarts);
                    container.setReady(ready);
                    container.setStarted(ready);
                    for (PodCondition condition : live.getStatus().getConditions()) {
                        if (READINESS.contains(condition.getType())) {
                            condition.setStatus(ready ? "True" : "False");
                            condition.setReason(ready ? null : "ContainersNotReady");
                            condition.setLastTransitionTime(Instant.now().toString());
                        }
                    }
                    return live;
                });
    }
}
