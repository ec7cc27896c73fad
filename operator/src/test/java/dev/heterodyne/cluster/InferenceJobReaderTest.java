package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceJobReaderTest {
    private static final String JOB = """
            metadata: {name: chat, namespace: serving}
            spec:
              acceleratorsPerReplica: 8
              replicas: {min: 2, max: 12, desired: 5}
              load: {requestsPerSecond: 20, promptTokens: 900, outputTokens: 300}
              slo: {timePerOutputTokenMs: 50, timeToFirstTokenMs: 2000}
              split: {mode: Hybrid, maxPools: 3}
              parallelism: {tensor: 4, pipeline: 2}
              runtimes:
                - stack: cuda
                - {stack: cann, acceleratorsPerReplica: 16, replicas: {min: 1}, parallelism: {tensor: 16}}
              service: {port: 8000}
            """;

    private static JobFacts read(String yaml) {
        return new InferenceJobReader().read(Yaml.read(InferenceJob.class, yaml));
    }

    @Test
    void aJobIsRead() {
        JobFacts job = read(JOB);
        InferenceRequest request = (InferenceRequest) job.request().orElseThrow();

        assertThat(job.faults()).isEmpty();
        assertThat(request.replicas()).isEqualTo(new ReplicaBounds(2, 12, OptionalInt.of(5)));
        assertThat(request.load()).isEqualTo(new Load(20, 900, 300));
        assertThat(request.slo()).isEqualTo(new Slo(OptionalDouble.of(0.05), OptionalDouble.of(2)));
        assertThat(request.maxPools()).isEqualTo(3);
        assertThat(request.variants())
                .containsExactly(
                        new Variant("cuda", 2, 8, new Parallelism(4, 2, Parallelism.DEFAULT_BATCH_TOKENS)),
                        new Variant("cann", 1, 16, new Parallelism(16, 1, Parallelism.DEFAULT_BATCH_TOKENS), 1, 12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '{min: 1, max: 3}' | 1  | 3
                    '{min: 4}'         | 4  | 12
                    '{min: 20}'        | 20 | 20
                    """)
    void aStackMayHaveBoundsOfItsOwn(String replicas, int least, int most) {
        InferenceRequest request = (InferenceRequest)
                read(JOB.replace("{min: 1}", replicas)).request().orElseThrow();

        Variant cann = request.variants().get(1);
        assertThat(cann.replicas()).isEqualTo(least);
        assertThat(cann.most()).isEqualTo(most);
    }

    @Test
    void aMinimalJobGetsTheDefaults() {
        InferenceRequest request = (InferenceRequest) read("""
                metadata: {name: j, namespace: n}
                spec: {acceleratorsPerReplica: 4, replicas: {min: 3}, runtimes: [{stack: cuda}]}
                """).request().orElseThrow();

        assertThat(request)
                .isEqualTo(new InferenceRequest(
                        new JobId(WorkloadKind.INFERENCE, "n", "j"),
                        0,
                        Long.MAX_VALUE,
                        "default",
                        Model.NOMINAL,
                        List.of(new Variant("cuda", 3, 4, new Parallelism(4, 1, Parallelism.DEFAULT_BATCH_TOKENS))),
                        new ReplicaBounds(3, 3, OptionalInt.empty()),
                        Load.NOMINAL,
                        Slo.NONE,
                        1));
    }

    @ParameterizedTest
    @CsvSource({"'{mode: Hybrid}', 2", "'{mode: Single, maxPools: 4}', 1", "'{maxPools: 4}', 1"})
    void onlyAHybridSplitUsesFurtherPools(String split, int maxPools) {
        InferenceRequest request = (InferenceRequest) read(JOB.replace("{mode: Hybrid, maxPools: 3}", split))
                .request()
                .orElseThrow();

        assertThat(request.maxPools()).isEqualTo(maxPools);
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    min: 2,                   | min: 0,                       | spec.replicas.min
                    min: 2,                   | min: 13,                      | spec.replicas
                    min: 2,                   | ''                            | spec.replicas.min
                    desired: 5                | desired: -1                   | spec.replicas.desired
                    acceleratorsPerReplica: 8 | acceleratorsPerReplica: 10001 | spec.acceleratorsPerReplica
                    requestsPerSecond: 20     | requestsPerSecond: -1         | spec.load.requestsPerSecond
                    requestsPerSecond: 20     | requestsPerSecond: .inf       | spec.load.requestsPerSecond
                    promptTokens: 900         | promptTokens: 0               | spec.load.promptTokens
                    outputTokens: 300         | outputTokens: -300            | spec.load.outputTokens
                    timePerOutputTokenMs: 50  | timePerOutputTokenMs: 0       | spec.slo.timePerOutputTokenMs
                    timeToFirstTokenMs: 2000  | timeToFirstTokenMs: .nan      | spec.slo.timeToFirstTokenMs
                    maxPools: 3               | maxPools: 0                   | spec.split.maxPools
                    port: 8000                | port: 80000                   | spec.service.port
                    tensor: 4                 | tensor: 3                     | spec.parallelism
                    tensor: 16                | tensor: 5                     | spec.runtimes[1].parallelism
                    stack: cann               | stack: cuda                   | spec.runtimes
                    '{min: 1}'                | '{min: 1, desired: 2}'        | spec.runtimes[1].replicas.desired
                    '{min: 1}'                | '{min: 2, max: 1}'            | spec.runtimes[1].replicas
                    """)
    void aFaultLeavesNoRequest(String from, String to, String field) {
        JobFacts job = read(JOB.replace(from, to));

        assertThat(job.request()).isEmpty();
        assertThat(job.faults()).extracting(Fault::field).contains(field);
    }

    @Test
    void aStackHasAtMost63Characters() {
        String longest = "s".repeat(63);

        assertThat(read(JOB.replace("stack: cann", "stack: " + longest)).faults())
                .isEmpty();
        assertThat(read(JOB.replace("stack: cann", "stack: s" + longest)).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("spec.runtimes[1].stack");
                    assertThat(fault.message()).startsWith("is 'ssss").endsWith("at most 63 characters");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {min: 2, max: 6} | 7 | reserveReplicas must not exceed replicas.max (6), but is 7; lower it or raise max
                    {min: 2}         | 3 | reserveReplicas must not exceed replicas.max (2, as min, since it is left out), but is 3; lower it or raise max
                    """)
    void aReserveAboveTheMostReplicasIsAFault(String replicas, int reserve, String message) {
        assertThat(lending(replicas, reserve).faults())
                .containsExactly(new Fault("InferenceJob n/j", "spec.lending", message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = "{min: 2, max: 6} | 6\n{min: 2} | 2")
    void aReserveOfAsManyAsTheMostReplicasIsRead(String replicas, int reserve) {
        InferenceRequest request =
                (InferenceRequest) lending(replicas, reserve).request().orElseThrow();

        assertThat(request.reserveReplicas()).isEqualTo(reserve);
    }

    private static JobFacts lending(String replicas, int reserve) {
        return read("""
                metadata: {name: j, namespace: n}
                spec:
                  {acceleratorsPerReplica: 4, replicas: %s, runtimes: [{stack: cuda}], lending: {reserveReplicas: %d}}
                """.formatted(replicas, reserve));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    requestsPerSecond: -5                                        | requestsPerSecond           | is -5.0; give a number from 0 to 1000000000000
                    requestsPerSecond: 1e13                                      | requestsPerSecond           | is 1.0E13; give a number from 0 to 1000000000000
                    requestsPerSecond: 3, promptTokens: -1                       | promptTokens                | is -1.0; give a number from 0 to 1000000000000
                    requestsPerSecond: 3, promptTokens: 0, outputTokens: .nan    | outputTokens                | is NaN; give a number from 0 to 1000000000000
                    requestsPerSecond: 0, promptTokens: 0, outputTokens: 0       | promptTokens + outputTokens | is 0.0; give a number above 0 and at most 1000000000000
                    """)
    void anObservedLoadThatCannotBeIsAFaultOfTheStatus(String load, String field, String message) {
        assertThat(observing("{prometheus: {address: 'http://p', requestsPerSecond: q}}", load)
                        .faults())
                .containsExactly(new Fault("InferenceJob n/j", "status.load." + field, message));
    }

    @Test
    void anObservedLoadMayBeAboveWhatASpecMayState() {
        JobFacts job = observing(
                "{headroomPercent: 1000, prometheus: {address: 'http://p', requestsPerSecond: q}}",
                "requestsPerSecond: 1.1e10, promptTokens: 0.5, outputTokens: 0");

        assertThat(((InferenceRequest) job.request().orElseThrow()).load()).isEqualTo(new Load(1.1e10, 0.5, 0));
    }

    @Test
    void anObservedLoadThatIsNotFollowedDoesNotMatter() {
        JobFacts job = observing("null", "requestsPerSecond: -5");

        assertThat(((InferenceRequest) job.request().orElseThrow()).load()).isEqualTo(Load.NOMINAL);
    }

    private static JobFacts observing(String autoscaling, String load) {
        return read("""
                metadata: {name: j, namespace: n}
                spec:
                  acceleratorsPerReplica: 4
                  replicas: {min: 1}
                  runtimes: [{stack: cuda}]
                  autoscaling: %s
                status: {load: {%s}}
                """.formatted(autoscaling, load));
    }

    @Test
    void everyShareInStatusIsRead() {
        JobFacts job = read(JOB + """
                status:
                  phase: Running
                  placement:
                    pool: a,b
                    shares:
                      - {pool: a, stack: cuda, replicas: 2, accelerators: 16, domain: block-1, nodes: [n1, n2]}
                      - {pool: b, stack: cann, replicas: 1, nodes: [n3]}
                """);

        assertThat(job.shares())
                .containsExactly(
                        new Share("a", "", "cuda", 2, 8, "block-1", List.of("n1", "n2")),
                        new Share("b", "", "cann", 1, 16, "", List.of("n3")));
    }
}
