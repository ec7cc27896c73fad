package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.QualificationPolicy;
import dev.heterodyne.placement.model.ReroutePolicy;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final String POLICY = """
            metadata: {name: lab}
            spec:
              weights: {training: {compute: 1, interconnect: 2, maturity: 3}}
              floors: {training: {maturity: 0.6}}
              origin: {mode: Prefer, countries: [CN], bonus: 0.2}
              expectedDemand: {training: 0.7, inference: 0.3}
              qualification: {canaryRuns: 5, maxAccelerators: 32, budget: 0.1, halfLifeDays: 0.5, versionDiscount: 0.5}
              reroute: {afterFailures: 3, cooldownSeconds: 60, avoidNodeSeconds: 120, maxAvoidedNodes: 4, deviceLossGraceSeconds: 5}
            """;

    private static Reading<Policy> read(String yaml) {
        return new PolicyReader().read(Yaml.read(PlacementPolicy.class, yaml));
    }

    @Test
    void aPolicyIsRead() {
        Policy policy = read(POLICY).value().orElseThrow();

        assertThat(policy.name()).isEqualTo("lab");
        assertThat(policy.weightsFor(WorkloadKind.TRAINING)).isEqualTo(new Weights(1, 2, 3));
        assertThat(policy.weightsFor(WorkloadKind.INFERENCE)).isEqualTo(Weights.ONE);
        assertThat(policy.floorFor(WorkloadKind.TRAINING)).isEqualTo(0.6);
        assertThat(policy.floorFor(WorkloadKind.INFERENCE)).isEqualTo(0.2);
        assertThat(policy.origin()).isEqualTo(new OriginMandate(OriginMandate.Mode.PREFER, Set.of("CN"), 0.2));
        assertThat(policy.expectedDemand()).isEqualTo(Map.of(WorkloadKind.TRAINING, 0.7, WorkloadKind.INFERENCE, 0.3));
        assertThat(policy.qualification()).isEqualTo(new QualificationPolicy(5, 32, 0.1, Duration.ofHours(12), 0.5));
        assertThat(policy.reroute())
                .isEqualTo(new ReroutePolicy(
                        3, Duration.ofSeconds(60), Duration.ofSeconds(120), 4, Duration.ofSeconds(5)));
    }

    @Test
    void anEmptyPolicyIsTheDefault() {
        Policy policy = read("{metadata: {name: default}, spec: {}}").value().orElseThrow();

        assertThat(policy).isEqualTo(Policy.DEFAULT);
    }

    @Test
    void aShareLeftOutFillsNoMoreThanWhatIsLeft() {
        Policy policy = read("{metadata: {name: p}, spec: {expectedDemand: {training: 0.8}}}")
                .value()
                .orElseThrow();

        assertThat(policy.expectedDemand().get(WorkloadKind.INFERENCE))
                .isEqualTo(0.2, org.assertj.core.api.Assertions.within(1e-12));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    interconnect: 2      | interconnect: -1     | spec.weights.training.interconnect
                    interconnect: 2      | interconnect: .nan   | spec.weights.training.interconnect
                    maturity: 0.6        | maturity: 60         | spec.floors.training.maturity
                    countries: [CN]      | countries: [China]   | spec.origin.countries
                    countries: [CN]      | countries: []        | spec.origin.countries
                    bonus: 0.2           | bonus: 2             | spec.origin.bonus
                    inference: 0.3       | inference: 0.5       | spec.expectedDemand
                    inference: 0.3       | inference: -0.1      | spec.expectedDemand.inference
                    canaryRuns: 5        | canaryRuns: 0        | spec.qualification.canaryRuns
                    maxAccelerators: 32  | maxAccelerators: 0   | spec.qualification.maxAccelerators
                    afterFailures: 3     | afterFailures: 0     | spec.reroute.afterFailures
                    cooldownSeconds: 60  | cooldownSeconds: -1  | spec.reroute.cooldownSeconds
                    budget: 0.1          | budget: 1.1          | spec.qualification.budget
                    halfLifeDays: 0.5    | halfLifeDays: 0      | spec.qualification.halfLifeDays
                    halfLifeDays: 0.5    | halfLifeDays: .inf   | spec.qualification.halfLifeDays
                    versionDiscount: 0.5 | versionDiscount: -1  | spec.qualification.versionDiscount
                    versionDiscount: 0.5 | template: {spec: {}} | spec.qualification.template.namespace
                    versionDiscount: 0.5 | template: {namespace: Lab, spec: {}} | spec.qualification.template.namespace
                    versionDiscount: 0.5 | template: {namespace: lab} | spec.qualification.template.spec
                    avoidNodeSeconds: 120 | avoidNodeSeconds: -1 | spec.reroute.avoidNodeSeconds
                    maxAvoidedNodes: 4   | maxAvoidedNodes: 1001 | spec.reroute.maxAvoidedNodes
                    """)
    void aFaultLeavesNoPolicy(String from, String to, String field) {
        Reading<Policy> read = read(POLICY.replace(from, to));

        assertThat(read.value()).isEmpty();
        assertThat(read.faults()).extracting(Fault::field).containsExactly(field);
    }
}
