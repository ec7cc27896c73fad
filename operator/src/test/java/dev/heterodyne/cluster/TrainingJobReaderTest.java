package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingJobReaderTest {
    private static final String JOB = """
            metadata: {name: r2, namespace: research, creationTimestamp: "1970-01-01T00:00:05Z"}
            spec:
              policyName: lab
              priorityClassName: production
              model: {parameters: 671B, activeParameters: 37B, precision: fp8, layers: 61}
              replicas: 4
              acceleratorsPerReplica: 8
              parallelism: {tensor: 8, pipeline: 4, globalBatchTokens: 1000000}
              runtimes:
                - stack: cuda
                - {stack: cann, replicas: 2, acceleratorsPerReplica: 16, parallelism: {tensor: 16}}
              checkpoint: {volumeClaimName: ckpt, path: /ckpt, intervalSeconds: 1800, writeSeconds: 9}
              topology: {required: block}
              failurePolicy: {maxAttempts: 6, maxAttemptsPerPool: 2, podsReadyTimeoutSeconds: 60}
              pools: [h20-a, ascend-a]
              ttlSecondsAfterFinished: 3600
            """;

    private static JobFacts read(String yaml) {
        return new TrainingJobReader().read(Yaml.read(TrainingJob.class, yaml));
    }

    @Test
    void aJobIsRead() {
        JobFacts job = read(JOB);
        TrainingRequest request = (TrainingRequest) job.request().orElseThrow();

        assertThat(job.faults()).isEmpty();
        assertThat(job.priorityClass()).contains("production");
        assertThat(request.id()).isEqualTo(new JobId(WorkloadKind.TRAINING, "research", "r2"));
        assertThat(request.createdMillis()).isEqualTo(5000);
        assertThat(request.policyName()).isEqualTo("lab");
        assertThat(request.model().parameters()).isEqualTo(671e9);
        assertThat(request.model().activeParameters()).isEqualTo(37e9);
        assertThat(request.model().precision()).isEqualTo(Precision.FP8);
        assertThat(request.model().layers()).hasValue(61);
        assertThat(request.model().assumed()).isFalse();
        assertThat(request.variants())
                .containsExactly(
                        new Variant("cuda", 4, 8, new Parallelism(8, 4, 1e6)),
                        new Variant("cann", 2, 16, new Parallelism(16, 1, 1e6)));
        assertThat(request.checkpoint()).isEqualTo(new CheckpointPlan(true, OptionalDouble.of(1800), 9, 300));
        assertThat(request.topology().required()).contains("block");
        assertThat(request.pools()).containsExactlyInAnyOrder("h20-a", "ascend-a");
        assertThat(request.preemptible()).isFalse();
    }

    @Test
    void aMinimalJobGetsTheDefaults() {
        TrainingRequest request = (TrainingRequest) read("""
                metadata: {name: j, namespace: n}
                spec: {replicas: 2, acceleratorsPerReplica: 8, runtimes: [{stack: cuda}]}
                """).request().orElseThrow();

        assertThat(request)
                .isEqualTo(new TrainingRequest(
                        new JobId(WorkloadKind.TRAINING, "n", "j"),
                        0,
                        Long.MAX_VALUE,
                        "default",
                        Model.NOMINAL,
                        List.of(new Variant("cuda", 2, 8, new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS))),
                        CheckpointPlan.NONE,
                        TopologyAsk.ANY,
                        false,
                        false));
    }

    @Test
    void onlyAJobThatSaysSoMayBorrow() {
        TrainingRequest request = (TrainingRequest) read("""
                metadata: {name: j, namespace: n}
                spec: {replicas: 2, acceleratorsPerReplica: 8, preemptible: true, runtimes: [{stack: cuda}]}
                """).request().orElseThrow();

        assertThat(request.preemptible()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"350M, 3.5e8", "7B, 7e9", "1.5T, 1.5e12", "12K, 12000", "5000000, 5e6", "0.5B, 5e8"})
    void parametersAreCountedInThousandsToTrillions(String text, double count) {
        TrainingRequest request = (TrainingRequest) read(JOB.replace("671B, activeParameters: 37B", '"' + text + '"'))
                .request()
                .orElseThrow();

        assertThat(request.model().parameters()).isEqualTo(count);
        assertThat(request.model().activeParameters()).isEqualTo(count);
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    replicas: 4               | replicas: 0                   | spec.replicas
                    replicas: 4               | replicas: -4                  | spec.replicas
                    replicas: 4               | replicas: 100001              | spec.replicas
                    replicas: 4               | suspend: false                | spec.replicas
                    acceleratorsPerReplica: 8 | acceleratorsPerReplica: 0     | spec.acceleratorsPerReplica
                    policyName: lab           | policyName: The Lab           | spec.policyName
                    priorityClassName: production | priorityClassName: Top!   | spec.priorityClassName
                    parameters: 671B          | parameters: 0B                | spec.model.parameters
                    parameters: 671B          | parameters: many              | spec.model.parameters
                    parameters: 671B          | parameters: -671B             | spec.model.parameters
                    parameters: 671B          | parameters: 671G              | spec.model.parameters
                    parameters: 671B          | parameters: 99999T            | spec.model.parameters
                    'parameters: 671B,'       | ''                            | spec.model.parameters
                    activeParameters: 37B     | activeParameters: 672B        | spec.model.activeParameters
                    layers: 61                | layers: 0                     | spec.model.layers
                    layers: 61                | hiddenSize: -1                | spec.model.hiddenSize
                    layers: 61                | kvBytesPerToken: -1           | spec.model.kvBytesPerToken
                    tensor: 8,                | tensor: 0,                    | spec.parallelism.tensor
                    tensor: 8,                | tensor: 7,                    | spec.parallelism
                    pipeline: 4               | pipeline: 1000000             | spec.parallelism
                    globalBatchTokens: 1000000 | globalBatchTokens: 0         | spec.parallelism.globalBatchTokens
                    stack: cann               | stack: cuda                   | spec.runtimes
                    stack: cann               | stack: CANN                   | spec.runtimes[1].stack
                    stack: cann,              | ''                            | spec.runtimes[1].stack
                    tensor: 16                | tensor: 5                     | spec.runtimes[1].parallelism
                    replicas: 2               | replicas: 0                   | spec.runtimes[1].replicas
                    intervalSeconds: 1800     | intervalSeconds: 0            | spec.checkpoint.intervalSeconds
                    writeSeconds: 9           | writeSeconds: .nan            | spec.checkpoint.writeSeconds
                    writeSeconds: 9           | restartSeconds: -1            | spec.checkpoint.restartSeconds
                    path: /ckpt               | path: ckpt                    | spec.checkpoint.path
                    volumeClaimName: ckpt     | volumeClaimName: My Claim     | spec.checkpoint.volumeClaimName
                    required: block           | required: Block 1             | spec.topology.required
                    maxAttempts: 6            | maxAttempts: 0                | spec.failurePolicy.maxAttempts
                    maxAttemptsPerPool: 2     | maxAttemptsPerPool: 1001      | spec.failurePolicy.maxAttemptsPerPool
                    podsReadyTimeoutSeconds: 60 | podsReadyTimeoutSeconds: 0  | spec.failurePolicy.podsReadyTimeoutSeconds
                    ttlSecondsAfterFinished: 3600 | ttlSecondsAfterFinished: -1 | spec.ttlSecondsAfterFinished
                    'pools: [h20-a, ascend-a]' | 'pools: []'                  | spec.pools
                    'pools: [h20-a, ascend-a]' | 'pools: [h20-a, Ascend A]'   | spec.pools[1]
                    'pools: [h20-a, ascend-a]' | 'pools: [h20-a, ~]'          | spec.pools[1]
                    1970-01-01T00:00:05Z      | 1970                          | metadata.creationTimestamp
                    """)
    void aFaultLeavesNoRequestButKeepsThePlacement(String from, String to, String field) {
        JobFacts job = read(JOB.replace(from, to) + """
                status: {placement: {pool: a, stack: cuda, replicas: 1, accelerators: 8, nodes: [n1]}}
                """);

        assertThat(job.request()).isEmpty();
        assertThat(job.faults()).extracting(Fault::field).contains(field);
        assertThat(job.faults()).extracting(Fault::object).containsOnly("TrainingJob research/r2");
        assertThat(job.shares()).containsExactly(new Share("a", "", "cuda", 1, 8, "", List.of("n1")));
    }

    @Test
    void noRuntimeIsAFault() {
        JobFacts job = read("""
                metadata: {name: j, namespace: n}
                spec: {replicas: 2, acceleratorsPerReplica: 8, runtimes: []}
                """);

        assertThat(job.faults()).extracting(Fault::field).containsExactly("spec.runtimes");
    }

    @Test
    void aPlacementWithoutNodesIsAFaultAndNoPlacement() {
        JobFacts job = read(JOB + "status: {placement: {pool: a, stack: cuda, replicas: 4, accelerators: 32}}");

        assertThat(job.shares()).isEmpty();
        assertThat(job.request()).isPresent();
        assertThat(job.faults()).extracting(Fault::field).containsExactly("status.placement.nodes");
    }

    @Test
    void onlySucceededAndFailedAreFinished() {
        assertThat(read(JOB + "status: {phase: Succeeded}").finished()).isTrue();
        assertThat(read(JOB + "status: {phase: Failed}").finished()).isTrue();
        assertThat(read(JOB + "status: {phase: Running}").finished()).isFalse();
        assertThat(read(JOB).finished()).isFalse();
    }
}
