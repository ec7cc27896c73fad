package dev.heterodyne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cli.report.PlacementReport;
import dev.heterodyne.cli.report.PoolReport;
import dev.heterodyne.cli.report.Report;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

@EnableKubernetesMockClient(crud = true)
class ExplainTest {
    private static final JobReference R2 = new JobReference(WorkloadKind.TRAINING, "r2");

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient client;

    @BeforeEach
    void aPool() {
        create(AcceleratorPool.class, """
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorPool
                metadata: {name: a}
                spec: {className: gpu}
                status:
                  accelerators: {total: 16, healthy: 16, allocated: 8, free: 8}
                  price: {training: 0.25, inference: 1}
                """);
    }

    private <T extends io.fabric8.kubernetes.api.model.HasMetadata> void create(Class<T> kind, String yaml) {
        client.resource(client.getKubernetesSerialization().unmarshal(yaml, kind))
                .create();
    }

    /** The job that is explained. */
    private void r2(String status) {
        create(TrainingJob.class, """
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: r2, namespace: research}
                spec: {replicas: 1, acceleratorsPerReplica: 8, runtimes: [{stack: cuda}]}
                status:
                """ + status);
    }

    private Optional<Report> explain() {
        return new ClusterJobs(client).explain(R2, Optional.of("research"));
    }

    @Test
    void aPlacedJobIsShownAsItsStatusHasIt() {
        r2("""
                  phase: Running
                  placement:
                    {pool: a, stack: cuda, domain: n1, replicas: 1, accelerators: 8, nodes: [n1], message: because,
                     candidates: [{pool: a, feasible: true, score: 1}, {pool: b, feasible: false, reason: NoPools}]}
                """);

        Report report = explain().orElseThrow();

        PlacementReport placement = report.placements().get(0);
        assertThat(placement.outcome()).isEqualTo("Placed");
        assertThat(placement.message()).isEqualTo("because");
        assertThat(placement.shares()).singleElement().satisfies(s -> {
            assertThat(s.chip()).isEqualTo("gpu");
            assertThat(s.nodes()).containsExactly("n1");
        });
        assertThat(placement.candidates()).hasSize(2);
        assertThat(report.pools()).containsExactly(new PoolReport("a", 16, 8, 8, new PoolReport.Price(0.25, 1)));
    }

    @ParameterizedTest
    @CsvSource({"SLOUnreachable, Rejected", "WaitingForAccelerators, Pending", "OfALaterRelease, Pending"})
    void aJobThatNoPoolCanEverTakeIsRejected(String second, String outcome) {
        r2("""
                  placement:
                    candidates:
                      - {pool: a, feasible: false, reason: NoRuntimeForStack}
                      - {pool: b, feasible: false, reason: %s}
                """.formatted(second));

        assertThat(explain().orElseThrow().placements().get(0).outcome()).isEqualTo(outcome);
    }

    @Test
    void aJobThatWaitsSaysWhy() {
        r2("""
                  phase: Pending
                  conditions:
                    - {type: Placed, status: "False", reason: WaitingForAccelerators, message: 8 short}
                """);

        PlacementReport placement = explain().orElseThrow().placements().get(0);

        assertThat(placement.outcome()).isEqualTo("Pending");
        assertThat(placement.reason()).isEqualTo("WaitingForAccelerators");
        assertThat(placement.message()).isEqualTo("8 short");
        assertThat(placement.shares()).isEmpty();
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        assertThat(explain()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tjob/r2, TRAINING",
        "trainingjob/r2, TRAINING",
        "TrainingJob/r2, TRAINING",
        "ijob/r2, INFERENCE",
        "inferencejobs/r2, INFERENCE"
    })
    void jobsAreNamedAsKubectlNamesThem(String text, WorkloadKind kind) {
        assertThat(new JobReference.Converter().convert(text)).isEqualTo(new JobReference(kind, "r2"));
    }

    @Test
    void otherNamesAreRefused() {
        for (String text : List.of("r2", "/r2", "tjob/", "tjob//r2", "tjob/a/", "tjob/a/b/c", "pod/r2")) {
            assertThatThrownBy(() -> new JobReference.Converter().convert(text))
                    .isInstanceOf(TypeConversionException.class);
        }
    }
}
