package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassReaderTest {
    private static final String H20 = """
            metadata: {name: nvidia-h20}
            spec:
              vendor: nvidia
              origin: US
              resourceName: nvidia.com/gpu
              stack: cuda
              memoryGB: 96
              memoryBandwidthGBps: 4000
              peakTeraflops: {bf16: 148, fp8: 296}
              interconnect: {scaleUpGBps: 450, scaleUpDomain: 8, scaleOutGbps: 200}
              efficiency: {trainingMFU: 0.45, decodeMBU: 0.65}
              maturity:
                training: {completion: 0.95, mtbfHours: 50000, weight: 4}
                inference: {completion: 0.99}
              hourlyCost: "1.80"
            """;

    private static Reading<Chip> read(String yaml) {
        return new ClassReader().read(Yaml.read(AcceleratorClass.class, yaml));
    }

    @Test
    void aDatasheetIsReadIntoSiUnits() {
        Chip chip = read(H20).value().orElseThrow();

        assertThat(chip.origin()).contains("US");
        assertThat(chip.resourceName()).isEqualTo("nvidia.com/gpu");
        assertThat(chip.stack()).isEqualTo("cuda");
        assertThat(chip.memoryBytes()).hasValue(96e9);
        assertThat(chip.memoryBandwidth()).hasValue(4e12);
        assertThat(chip.peakFlops()).isEqualTo(Map.of(Precision.BF16, 148e12, Precision.FP8, 296e12));
        assertThat(chip.links()).isEqualTo(new Links(450e9, 8, 25e9));
        assertThat(chip.efficiency()).isEqualTo(new Efficiencies(0.45, 0.50, 0.65, 0.70));
        assertThat(chip.prior())
                .isEqualTo(Map.of(
                        WorkloadKind.TRAINING,
                        new Prior(0.95, 50000, 4),
                        WorkloadKind.INFERENCE,
                        new Prior(0.99, Prior.DEFAULT.mtbfHours(), Prior.DEFAULT.weight())));
    }

    @Test
    void whatADatasheetLeavesOutIsUnknownAndNotNought() {
        Chip chip = read("{metadata: {name: x}, spec: {resourceName: a.b/c, stack: cuda}}")
                .value()
                .orElseThrow();

        assertThat(chip.origin()).isEmpty();
        assertThat(chip.memoryBytes()).isEmpty();
        assertThat(chip.memoryBandwidth()).isEmpty();
        assertThat(chip.peakFlops()).isEmpty();
        assertThat(chip.links()).isEqualTo(Links.UNKNOWN);
        assertThat(chip.efficiency()).isEqualTo(Efficiencies.DEFAULT);
        assertThat(chip.prior()).isEmpty();
    }

    @Test
    void aStackHasAtMost63Characters() {
        String longest = "s".repeat(63);

        assertThat(read(H20.replace("stack: cuda", "stack: " + longest)).faults())
                .isEmpty();
        assertThat(read(H20.replace("stack: cuda", "stack: s" + longest)).faults())
                .extracting(Fault::field)
                .containsExactly("spec.stack");
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    memoryGB: 96                 | memoryGB: 0                    | spec.memoryGB
                    memoryGB: 96                 | memoryGB: -96                  | spec.memoryGB
                    memoryGB: 96                 | memoryGB: .nan                 | spec.memoryGB
                    memoryGB: 96                 | memoryGB: .inf                 | spec.memoryGB
                    memoryGB: 96                 | memoryGB: 96000000000          | spec.memoryGB
                    memoryBandwidthGBps: 4000    | memoryBandwidthGBps: -1        | spec.memoryBandwidthGBps
                    bf16: 148                    | bf16: 0                        | spec.peakTeraflops.bf16
                    bf16: 148                    | bf16: 1e7                      | spec.peakTeraflops.bf16
                    bf16: 148                    | fp12: 148                      | spec.peakTeraflops.fp12
                    bf16: 148                    | BF16: 148                      | spec.peakTeraflops.BF16
                    bf16: 148                    | bf16: null                     | spec.peakTeraflops.bf16
                    scaleUpGBps: 450             | scaleUpGBps: 0                 | spec.interconnect.scaleUpGBps
                    scaleUpDomain: 8             | scaleUpDomain: 0               | spec.interconnect.scaleUpDomain
                    scaleOutGbps: 200            | scaleOutGbps: .nan             | spec.interconnect.scaleOutGbps
                    trainingMFU: 0.45            | trainingMFU: 45                | spec.efficiency.trainingMFU
                    trainingMFU: 0.45            | trainingMFU: 0                 | spec.efficiency.trainingMFU
                    trainingMFU: 0.45            | prefillMFU: 1.01               | spec.efficiency.prefillMFU
                    decodeMBU: 0.65              | decodeMBU: -0.1                | spec.efficiency.decodeMBU
                    decodeMBU: 0.65              | communication: 2               | spec.efficiency.communication
                    completion: 0.95             | completion: 1.2                | spec.maturity.training.completion
                    mtbfHours: 50000             | mtbfHours: 0                   | spec.maturity.training.mtbfHours
                    weight: 4                    | weight: 0                      | spec.maturity.training.weight
                    completion: 0.99             | completion: -1                 | spec.maturity.inference.completion
                    origin: US                   | origin: USA                    | spec.origin
                    resourceName: nvidia.com/gpu | resourceName: gpu              | spec.resourceName
                    resourceName: nvidia.com/gpu | ''                             | spec.resourceName
                    stack: cuda                  | stack: CUDA 12                 | spec.stack
                    stack: cuda                  | ''                             | spec.stack
                    hourlyCost: "1.80"           | hourlyCost: "$1.80"            | spec.hourlyCost
                    """)
    void aFigureThatCannotBeIsAFaultAndLeavesNoChip(String from, String to, String field) {
        Reading<Chip> read = read(H20.replace(from, to));

        assertThat(read.value()).isEqualTo(Optional.empty());
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.object()).isEqualTo("AcceleratorClass nvidia-h20");
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).isNotBlank();
        });
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        Reading<Chip> read = read(H20.replace("memoryGB: 96", "memoryGB: 0").replace("origin: US", "origin: usa"));

        assertThat(read.faults()).extracting(Fault::field).containsExactlyInAnyOrder("spec.memoryGB", "spec.origin");
    }

    @Test
    void aClassWithoutSpecIsAFault() {
        assertThat(read("{metadata: {name: x}}").faults())
                .extracting(Fault::field)
                .containsExactly("spec");
    }
}
