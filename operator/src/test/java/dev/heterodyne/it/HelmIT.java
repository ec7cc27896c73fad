package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chart by the real helm, as a user installs it, and the operator with the account and arguments that it makes. */
@ExtendWith(LiveClusterExtension.class)
@Order(1)
class HelmIT {
    private static final String RELEASE = "heterodyne";
    private static final String NAMESPACE = "heterodyne-system";

    @Test
    void lints(LiveCluster cluster) {
        cluster.helm().with("lint", "--strict", Checkout.CHART).run();
    }

    @Test
    void installsRunsAndGoes(LiveCluster cluster, Sandbox sandbox) throws IOException, InterruptedException {
        KubernetesClient client = cluster.client();
        cluster.stopOperator();
        cluster.removeDefinitions();
        try {
            install(cluster);
            assertThat(client.resources(AcceleratorClass.class).list().getItems())
                    .extracting(found -> found.getMetadata().getName())
                    .containsExactlyInAnyOrderElementsOf(catalogue());
            assertThat(client.resources(PlacementPolicy.class)
                            .withName("default")
                            .get())
                    .isNotNull();
            Deployment deployment = client.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(RELEASE)
                    .get();
            OperatorAccount account = new OperatorAccount(
                    NAMESPACE, deployment.getSpec().getTemplate().getSpec().getServiceAccountName());
            long position = cluster.auditLog().map(AuditLog::position).orElse(0L);
            try (RunningOperator operator = new RunningOperator(
                    account.kubeconfig(cluster),
                    Checkout.OUTPUT.resolve("helm-operator.log"),
                    LiveCluster.arguments(List.of(deployment)))) {
                operator.start();
                assertThat(get(operator, "/readyz").statusCode()).isEqualTo(200);
                assertThat(get(operator, "/healthz").statusCode()).isEqualTo(200);
                assertThat(get(operator, "/metrics").body()).contains("heterodyne_");
                placesAJobOnAClassOfTheCatalogue(sandbox);
                assertThat(client.leases()
                                .inNamespace(NAMESPACE)
                                .withName(RELEASE)
                                .get())
                        .as("the lease that the chart names")
                        .isNotNull();
            }
            cluster.auditLog()
                    .ifPresent(log -> assertThat(log.refusalsSince(position, account.user()))
                            .as("requests of the operator refused under the chart's rights")
                            .isEmpty());

            // Its definitions are so new that the garbage collector does not know them yet: it reads them every 30 s.
            client.resources(TrainingJob.class).inNamespace(sandbox.name()).delete();
            client.batch().v1().jobs().inNamespace(sandbox.name()).delete();
            cluster.helm()
                    .with("uninstall", RELEASE, "--namespace", NAMESPACE, "--wait")
                    .run();
            assertThat(client.resources(AcceleratorClass.class).list().getItems())
                    .isEmpty();
            assertThat(client.resources(PlacementPolicy.class)
                            .withName("default")
                            .get())
                    .isNull();
            assertThat(client.rbac().clusterRoles().withName(RELEASE).get()).isNull();
            assertThat(client.apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .withName("trainingjobs.heterodyne.dev")
                            .get())
                    .as("definitions, which outlive the release")
                    .isNotNull();
        } finally {
            cluster.helm()
                    .with("uninstall", RELEASE, "--namespace", NAMESPACE, "--ignore-not-found")
                    .run();
            client.namespaces().withName(NAMESPACE).delete();
        }
    }

    /** No replicas: the operator of this test is a process here, and two would want the lease. */
    private static void install(LiveCluster cluster) {
        cluster.helm()
                .with("install", RELEASE, Checkout.CHART, "--namespace", NAMESPACE, "--create-namespace")
                .with("--set", "replicas=0")
                .run();
    }

    private static List<String> catalogue() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.CHART.resolve("catalogue"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
                    .toList();
        }
    }

    private static void placesAJobOnAClassOfTheCatalogue(Sandbox sandbox) {
        sandbox.nodes("h20", "h20", 2, "nvidia.com/gpu", 8);
        sandbox.poolOf("h20", "nvidia-h20", "h20");
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: first}
                spec:
                  replicas: 2
                  acceleratorsPerReplica: 8
                  runtimes:
                    - stack: cuda
                      template: {spec: {containers: [{name: trainer, image: registry.example/trainer:1}]}}
                """);
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("first")).isIn(Phase.Running);
            PoolAssert.that(sandbox.livePool("h20")).counts(16, 16);
        });
    }

    private static HttpResponse<String> get(RunningOperator operator, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + operator.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
