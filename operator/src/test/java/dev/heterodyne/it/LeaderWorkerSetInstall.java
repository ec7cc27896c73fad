package dev.heterodyne.it;

import dev.heterodyne.cli.demo.Manifests;
import dev.heterodyne.cluster.LeaderWorkerSetSupport;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** LeaderWorkerSet as its project releases it, in the suite's cluster until closed; its controller is a process here. */
final class LeaderWorkerSetInstall implements AutoCloseable {
    private static final String WEBHOOKS = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: heterodyne-it-lws}
            webhooks:
              - name: mleaderworkerset.kb.io
                admissionReviewVersions: [v1]
                sideEffects: None
                clientConfig: {url: "https://127.0.0.1:PORT/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset", caBundle: CA}
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
                rules: [{apiGroups: [leaderworkerset.x-k8s.io], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [leaderworkersets]}]
              - name: mpod.kb.io
                admissionReviewVersions: [v1]
                sideEffects: None
                clientConfig: {url: "https://127.0.0.1:PORT/mutate--v1-pod", caBundle: CA}
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
                rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: heterodyne-it-lws}
            webhooks:
              - name: vleaderworkerset.kb.io
                admissionReviewVersions: [v1]
                sideEffects: None
                clientConfig: {url: "https://127.0.0.1:PORT/validate-leaderworkerset-x-k8s-io-v1-leaderworkerset", caBundle: CA}
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
                rules: [{apiGroups: [leaderworkerset.x-k8s.io], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [leaderworkersets]}]
            """;

    private final LiveCluster cluster;
    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Path> files;
    private final List<Process> processes = new ArrayList<>();

    private LeaderWorkerSetInstall(LiveCluster cluster, String namespace) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.namespace = namespace;
        this.files = Command.of(Checkout.ROOT.resolve("hack/control-plane"), "lws")
                .run()
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Path.of(pair[1])));
    }

    /** Installs the definition. */
    static LeaderWorkerSetInstall on(LiveCluster cluster, String namespace) {
        LeaderWorkerSetInstall install = new LeaderWorkerSetInstall(cluster, namespace);
        try {
            new Manifests(install.client).apply(install.files.get("LWS_DEFINITION"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return install;
    }

    /** Starts the controller, then has the API server ask its webhooks about what is in the test's namespace. */
    void startController() {
        try {
            Path directory = Files.createTempDirectory(Checkout.OUTPUT, "lws");
            int port = freePort();
            Command.of(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=127.0.0.1")
                    .with("-addext", "subjectAltName=IP:127.0.0.1")
                    .with("-keyout", directory.resolve("tls.key"), "-out", directory.resolve("tls.crt"))
                    .run();
            Path config = Files.writeString(
                    directory.resolve("config.yaml"), """
                    apiVersion: config.lws.x-k8s.io/v1alpha1
                    kind: Configuration
                    leaderElection: {leaderElect: false}
                    internalCertManagement: {enable: false}
                    webhook: {host: 127.0.0.1, port: %d, certDir: %s}
                    metrics: {bindAddress: "127.0.0.1:%d"}
                    health: {healthProbeBindAddress: "127.0.0.1:%d"}
                    """.formatted(port, directory, freePort(), freePort()));
            ProcessBuilder manager =
                    new ProcessBuilder(files.get("LWS_MANAGER").toString(), "--config", config.toString());
            manager.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
            manager.redirectErrorStream(true)
                    .redirectOutput(Checkout.OUTPUT.resolve("lws-manager.log").toFile());
            processes.add(manager.start());
            Sandbox.await().until(() -> listens(port));
            String certificate = Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve("tls.crt")));
            Path webhooks = Files.writeString(
                    directory.resolve("webhooks.yaml"),
                    WEBHOOKS.replace("PORT", String.valueOf(port))
                            .replace("CA", certificate)
                            .replace("NAMESPACE", namespace));
            new Manifests(client).apply(webhooks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sets in the test's namespace. */
    List<GenericKubernetesResource> sets() {
        return client.genericKubernetesResources(PodGroup.API_VERSION, PodGroup.KIND)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    @Override
    public void close() {
        var admission = client.admissionRegistration().v1();
        admission.mutatingWebhookConfigurations().withName("heterodyne-it-lws").delete();
        admission
                .validatingWebhookConfigurations()
                .withName("heterodyne-it-lws")
                .delete();
        processes.forEach(Process::destroy);
        var definition =
                client.apiextensions().v1().customResourceDefinitions().withName(LeaderWorkerSetSupport.DEFINITION);
        definition.delete();
        definition.waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
