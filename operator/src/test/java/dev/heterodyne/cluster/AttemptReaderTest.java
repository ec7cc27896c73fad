package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.evidence.attribution.AttemptEnd;
import dev.heterodyne.evidence.attribution.NodeEnd;
import dev.heterodyne.evidence.attribution.PodEnd;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptReaderTest {
    private static final Job OPEN = Yaml.read(Job.class, "{metadata: {name: j-a1}}");
    private static final Node NODE = Cluster.ready(Cluster.node("n1", "a").build(), "True");

    private static AttemptEnd read(Job job, List<Pod> pods, Optional<Node> node) {
        return new AttemptReader()
                .read(job, pods, List.of(new AttemptReader.Place("n1", node, 8, false)), Cluster.RESOURCE, false);
    }

    private static PodEnd pod(String yaml) {
        return read(OPEN, List.of(Yaml.read(Pod.class, yaml)), Optional.of(NODE))
                .pods()
                .get(0);
    }

    private static NodeEnd node(Node node) {
        return read(OPEN, List.of(), Optional.of(node)).nodes().get(0);
    }

    @Test
    void aJobThatGoesOnHasNotEnded() {
        AttemptEnd end = read(OPEN, List.of(), Optional.of(NODE));

        assertThat(end.succeeded()).isFalse();
        assertThat(end.failed()).isFalse();
        assertThat(end.nodes()).containsExactly(new NodeEnd("n1", true, true, 8, 8, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "Complete,           True,  true,  false",
        "Complete,           False, false, false",
        "Failed,             True,  false, true",
        "FailureTarget,      True,  false, false",
        "SuccessCriteriaMet, True,  false, false",
    })
    void aJobHasEndedOnceAllItsPodsHave(String type, String status, boolean succeeded, boolean failed) {
        Job job = Yaml.read(
                Job.class,
                "{metadata: {name: j}, status: {conditions: [{type: %s, status: '%s', reason: Because, message: it is so}]}}"
                        .formatted(type, status));

        AttemptEnd end = read(job, List.of(), Optional.of(NODE));

        assertThat(end.succeeded()).isEqualTo(succeeded);
        assertThat(end.failed()).isEqualTo(failed);
        assertThat(end.message()).isEqualTo(failed ? "Because: it is so" : "");
    }

    @Test
    void aFailedPodTellsItsLastWords() {
        PodEnd pod = pod("""
                metadata: {name: j-a1-3-x, labels: {batch.kubernetes.io/job-completion-index: "3"}}
                spec: {nodeName: n1}
                status:
                  phase: Failed
                  reason: Evicted
                  conditions: [{type: DisruptionTarget, status: "True", reason: TerminationByKubelet}]
                  initContainerStatuses:
                    - {name: init, state: {terminated: {exitCode: 0, finishedAt: "2026-03-01T12:00:00Z"}}}
                  containerStatuses:
                    - {name: side, state: {terminated: {exitCode: 143, reason: Error, finishedAt: "2026-03-01T12:00:09Z"}}}
                    - {name: trainer, state: {terminated: {exitCode: 1, reason: Error, message: boom, finishedAt: "2026-03-01T12:00:05Z"}}}
                """);

        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(pod)
                .isEqualTo(new PodEnd(
                        "j-a1-3-x",
                        3,
                        "n1",
                        "Failed",
                        "Evicted",
                        "TerminationByKubelet",
                        List.of(
                                new PodEnd.Exit("trainer", 1, "Error", "boom", Optional.of(noon.plusSeconds(5))),
                                new PodEnd.Exit("side", 143, "Error", "", Optional.of(noon.plusSeconds(9))),
                                new PodEnd.Exit("init", 0, "", "", Optional.of(noon))),
                        ""));
    }

    @Test
    void aContainerThatIsStartedAgainTellsHowItEndedLast() {
        PodEnd pod = pod("""
                metadata: {name: p}
                status:
                  phase: Running
                  containerStatuses:
                    - name: trainer
                      state: {waiting: {reason: CrashLoopBackOff}}
                      lastState: {terminated: {exitCode: 2, message: boom, finishedAt: not a time}}
                """);

        assertThat(pod.exits()).containsExactly(new PodEnd.Exit("trainer", 2, "", "boom", Optional.empty()));
        assertThat(pod.waiting()).isEqualTo("CrashLoopBackOff");
        assertThat(pod.rank()).isEqualTo(-1);
        assertThat(pod.node()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {phase: Running, conditions: [{type: Ready, status: "True"}]}                                           | ''
            {phase: Running, conditions: [{type: Ready, status: "False"}]}                                          | NotReady
            {phase: Running}                                                                                        | NotReady
            {phase: Succeeded, conditions: [{type: Ready, status: "False"}]}                                        | ''
            {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}            | Unschedulable
            {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]}          | SchedulingGated
            {phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: ContainerCreating}}}]}         | ContainerCreating
            {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}, {name: c, state: {waiting: {reason: ErrImagePull}}}]} | ErrImagePull
            """)
    void whatAPodWaitsFor(String status, String waiting) {
        assertThat(pod("{metadata: {name: p}, status: " + status + "}").waiting())
                .isEqualTo(waiting);
    }

    @Test
    void aNodeIsGoneOrNotReadyOrShortOfDevices() {
        assertThat(read(OPEN, List.of(), Optional.empty()).nodes())
                .containsExactly(new NodeEnd("n1", false, false, 0, 8, List.of()));
        assertThat(node(Cluster.ready(Cluster.node("n1", "a").build(), "Unknown"))
                        .ready())
                .isFalse();
        assertThat(node(new NodeBuilder(NODE)
                                .editStatus()
                                .addToAllocatable(Cluster.RESOURCE, new Quantity("6"))
                                .endStatus()
                                .build())
                        .allocatable())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "XidErrors,                True,  true",
        "XidErrors,                False, false",
        "GpuUnhealthy,             True,  true",
        "AcceleratedHardwareReady, False, true",
        "AcceleratedHardwareReady, True,  false",
        "NpuNotReady,              True,  true",
        "IBLinkFlapping,           True,  true",
        "GpuHealthy,               Unknown, false",
        "MemoryPressure,           True,  false",
        "KernelDeadlock,           True,  false",
    })
    void conditionsTellOfDevices(String type, String status, boolean fault) {
        Node node = new NodeBuilder(NODE)
                .editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withReason("Why")
                .endCondition()
                .endStatus()
                .build();

        assertThat(node(node).faults()).isEqualTo(fault ? List.of(type + "=Why") : List.of());
    }

    @Test
    void labelsAndAnnotationsOfTheResourceTellOfDevices() {
        Node node = new NodeBuilder(NODE)
                .editMetadata()
                .addToLabels("x.y/gpu-Recover", "gpu-1")
                .withAnnotations(Map.of(
                        "x.y/gpu-Unhealthy", "gpu-3,gpu-5",
                        "x.y/gpu-NetworkUnhealthy", "",
                        "x.y/gpu-Fault", "[]",
                        "x.y/other-Unhealthy", "other-1"))
                .endMetadata()
                .build();

        assertThat(node(node).faults()).containsExactly("x.y/gpu-Unhealthy=gpu-3,gpu-5");
    }
}
