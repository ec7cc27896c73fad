package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyLevel;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolReaderTest {
    private static final String POOL = """
            metadata: {name: h20-a, creationTimestamp: "2026-01-01T00:00:01Z"}
            spec:
              className: nvidia-h20
              nodeSelector:
                matchExpressions:
                  - {key: zone, operator: In, values: [a, b]}
              tolerations:
                - {key: gpu, operator: Exists, effect: NoSchedule}
              topology:
                - {name: block, nodeLabel: block, oversubscription: 4}
                - {name: rack, nodeLabel: rack}
                - {name: node, nodeLabel: kubernetes.io/hostname}
              stackVersion: "12.8"
            status:
              maturity:
                training: {state: Qualified, completion: 0.9, mtbfHours: 1000}
                inference: {score: 0.8}
            """;

    private static Reading<PoolDefinition> read(String yaml) {
        return new PoolReader().read(Yaml.read(AcceleratorPool.class, yaml));
    }

    @Test
    void aPoolIsRead() {
        PoolDefinition pool = read(POOL).value().orElseThrow();

        assertThat(pool.createdMillis()).isEqualTo(1767225601000L);
        assertThat(pool.levelLabels()).containsExactly("block", "rack");
        assertThat(pool.levels())
                .containsExactly(
                        new TopologyLevel("block", 4), new TopologyLevel("rack", 2), new TopologyLevel("node", 1));
        assertThat(pool.learned().get(WorkloadKind.TRAINING))
                .isEqualTo(new PoolDefinition.Learned(
                        Optional.of(MaturityState.QUALIFIED), OptionalDouble.of(0.9), OptionalDouble.of(1000)));
        assertThat(pool.learned().get(WorkloadKind.INFERENCE))
                .describedAs("completion falls back to the score")
                .isEqualTo(
                        new PoolDefinition.Learned(Optional.empty(), OptionalDouble.of(0.8), OptionalDouble.empty()));
    }

    @Test
    void aPoolWithoutTopologyHasOneLevelTheNode() {
        PoolDefinition pool =
                read("{metadata: {name: p}, spec: {className: c}}").value().orElseThrow();

        assertThat(pool.levels()).containsExactly(new TopologyLevel("node", 1));
        assertThat(pool.levelLabels()).isEmpty();
        assertThat(pool.selection().isEmpty()).isTrue();
    }

    @Test
    void levelsThatStopAboveTheNodeGetTheNodeBelowThem() {
        PoolDefinition pool =
                read("{metadata: {name: p}, spec: {className: c, topology: [{name: rack, nodeLabel: rack}]}}")
                        .value()
                        .orElseThrow();

        assertThat(pool.levels()).containsExactly(new TopologyLevel("rack", 2), new TopologyLevel("node", 1));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    className: nvidia-h20    | className: H20 A             | spec.className
                    className: nvidia-h20    | className: null              | spec.className
                    operator: In             | operator: Matches            | spec.nodeSelector.matchExpressions[zone].operator
                    operator: In             | operator: Exists             | spec.nodeSelector.matchExpressions[zone].values
                    values: [a, b]           | values: []                   | spec.nodeSelector.matchExpressions[zone].values
                    key: gpu, operator: Exists | operator: Equal            | spec.tolerations[0].key
                    operator: Exists, effect | operator: Exactly, effect    | spec.tolerations[0].operator
                    effect: NoSchedule       | effect: NoSchedules          | spec.tolerations[0].effect
                    effect: NoSchedule       | value: x                     | spec.tolerations[0].value
                    name: block,             | name: Block 1,               | spec.topology[0].name
                    name: block,             | name: rack,                  | spec.topology
                    nodeLabel: rack          | nodeLabel: block             | spec.topology
                    nodeLabel: rack          | nodeLabel: ""                | spec.topology[1].nodeLabel
                    oversubscription: 4      | oversubscription: 0.5        | spec.topology[0].oversubscription
                    nodeLabel: block,        | nodeLabel: kubernetes.io/hostname, | spec.topology[0].nodeLabel
                    2026-01-01T00:00:01Z     | yesterday                    | metadata.creationTimestamp
                    """)
    void aFaultInTheSpecLeavesNoPool(String from, String to, String field) {
        Reading<PoolDefinition> read = read(POOL.replace(from, to));

        assertThat(read.value()).isEmpty();
        assertThat(read.faults()).extracting(Fault::field).contains(field);
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    completion: 0.9 | completion: 1.9 | status.maturity.training.completion
                    completion: 0.9 | completion: .nan | status.maturity.training.completion
                    mtbfHours: 1000 | mtbfHours: 0    | status.maturity.training.mtbfHours
                    score: 0.8      | score: -0.8     | status.maturity.inference.score
                    """)
    void aFaultInTheStatusIsReportedAndThePoolWorksOn(String from, String to, String field) {
        Reading<PoolDefinition> read = read(POOL.replace(from, to));

        assertThat(read.value()).isPresent();
        assertThat(read.faults()).extracting(Fault::field).containsExactly(field);
    }
}
