package dev.heterodyne.it;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.cli.demo.ControlPlane;
import dev.heterodyne.cli.demo.Manifests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The cluster that the whole suite runs on, and the suite's operator. */
final class LiveCluster implements AutoCloseable {
    private static final String RELEASE = "heterodyne-it";
    private static final String NAMESPACE = "heterodyne-it";
    private static final String DISPOSABLE = "heterodyne-disposable";
    private static final Set<String> RIGHTS =
            Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path kubeconfig;
    private final Optional<AuditLog> auditLog;
    private final boolean onThisMachine;
    private final Path binaries;
    private final KubernetesClient client;
    private OperatorAccount account;
    private RunningOperator operator;
    private Path kubectlCache;

    private LiveCluster() throws IOException, InterruptedException {
        Files.createDirectories(Checkout.OUTPUT);
        String given = System.getenv("KUBECONFIG");
        onThisMachine = given == null || given.isBlank();
        if (onThisMachine) {
            Path directory = Checkout.OUTPUT.resolve("control-plane");
            ControlPlane plane =
                    ControlPlane.start(Checkout.ROOT, directory, true, List.of("--audit"), System.err::println);
            open.push(plane);
            kubeconfig = plane.kubeconfig();
            auditLog = Optional.of(new AuditLog(directory.resolve("audit.log")));
        } else {
            kubeconfig = Path.of(given);
            auditLog =
                    Optional.ofNullable(System.getenv("HETERODYNE_AUDIT_LOG")).map(file -> new AuditLog(Path.of(file)));
        }
        binaries = Path.of(Command.of(Checkout.ROOT.resolve("hack/control-plane"), "path")
                .run()
                .strip());
        kubectlCache = Files.createTempDirectory(Checkout.OUTPUT, "kubectl-cache");
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        open.push(client);
        if (!onThisMachine) {
            refuseUnlessDisposable(given);
        }
    }

    /** The suite makes and deletes nodes, definitions and namespaces: nobody's real cluster is to be hit by accident. */
    private void refuseUnlessDisposable(String given) {
        if (client.configMaps().inNamespace("kube-system").withName(DISPOSABLE).get() == null) {
            close();
            throw new IllegalStateException(
                    "KUBECONFIG=%s names a cluster that is not marked as disposable, and this suite deletes nodes and CRDs. Unset KUBECONFIG to run on a control plane of its own, or mark the cluster: kubectl --namespace kube-system create configmap %s"
                            .formatted(given, DISPOSABLE));
        }
    }

    static LiveCluster start() {
        try {
            return new LiveCluster();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the control plane started", e);
        }
    }

    /** Installs the definitions and waits until they can be used; nothing where they are there as they should be. */
    void installDefinitions() {
        try {
            // What kubectl remembers of the API would lack them.
            kubectlCache = Files.createTempDirectory(Checkout.OUTPUT, "kubectl-cache");
            new Manifests(client).apply(Checkout.CRDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (CustomResourceDefinition definition :
                client.apiextensions().v1().customResourceDefinitions().list().getItems()) {
            client.resource(definition)
                    .waitUntilCondition(
                            crd -> crd.getStatus() != null
                                    && crd.getStatus().getConditions().stream()
                                            .anyMatch(c -> c.getType().equals("Established")
                                                    && c.getStatus().equals("True")),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    /** Deletes the definitions and with them every object of theirs. */
    void removeDefinitions() {
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        for (CustomResourceDefinition definition : definitions.list().getItems()) {
            if (definition.getSpec().getGroup().equals(Heterodyne.GROUP)) {
                client.resource(definition).delete();
                client.resource(definition).waitUntilCondition(crd -> crd == null, 30, TimeUnit.SECONDS);
            }
        }
    }

    KubernetesClient client() {
        return client;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** Whether the API server is a process of this machine, so that it reaches servers of the suite on 127.0.0.1. */
    boolean onThisMachine() {
        return onThisMachine;
    }

    /** The API server's log, where the suite can read it. */
    Optional<AuditLog> auditLog() {
        return auditLog;
    }

    /** Standard output of kubectl as administrator. */
    String kubectl(Object... arguments) {
        return Command.of(binaries.resolve("kubectl"), "--kubeconfig", kubeconfig)
                .with("--cache-dir", kubectlCache)
                .with(arguments)
                .run();
    }

    /** One of the control plane's programs. */
    Path binary(String name) {
        return binaries.resolve(name);
    }

    /** The real helm, as administrator. */
    Command helm() {
        return Command.of(binaries.resolve("helm"), "--kubeconfig", kubeconfig);
    }

    /** The account of the suite's operator, once that has been installed. */
    Optional<OperatorAccount> account() {
        return Optional.ofNullable(account);
    }

    /** The suite's operator, which runs when this returns. */
    RunningOperator operator() {
        try {
            if (operator == null) {
                installOperator();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        operator.start();
        return operator;
    }

    /** Ends the suite's operator, so that another can decide. */
    void stopOperator() {
        if (operator != null) {
            operator.close();
        }
    }

    /** Rights and arguments are the chart's, so what they lack is found here. */
    private void installOperator() throws IOException {
        installDefinitions();
        createNamespace(NAMESPACE);
        List<HasMetadata> rendered = new Chart(helm(), client).render(RELEASE, NAMESPACE);
        open.push(() -> client.namespaces().withName(NAMESPACE).delete());
        for (HasMetadata resource : rendered) {
            if (RIGHTS.contains(resource.getKind())) {
                client.resource(resource).fieldManager("heterodyne-it").serverSideApply();
                open.push(() -> client.resource(resource).delete());
            }
            if (resource instanceof ServiceAccount serviceAccount) {
                account = new OperatorAccount(
                        NAMESPACE, serviceAccount.getMetadata().getName());
            }
        }
        operator = new RunningOperator(
                account.kubeconfig(this), Checkout.OUTPUT.resolve("operator.log"), withoutLease(arguments(rendered)));
        open.push(operator);
    }

    /** The container arguments of a rendered or installed operator, without the address it listens on. */
    static List<String> arguments(List<? extends HasMetadata> resources) {
        Deployment deployment = resources.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the chart renders no Deployment"));
        List<String> arguments = deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getArgs();
        if (!arguments.get(0).equals("operator")) {
            throw new AssertionError("the container runs something else: " + arguments);
        }
        return arguments.stream()
                .skip(1) // OperatorProcess says it
                .filter(argument -> !argument.startsWith("--http-"))
                .toList();
    }

    /** After a SIGKILL the next one would wait for the lease to run out; HelmIT runs with it. */
    private static List<String> withoutLease(List<String> arguments) {
        return arguments.stream()
                .map(argument -> argument.startsWith("--leader-election=") ? "--leader-election=false" : argument)
                .toList();
    }

    void createNamespace(String name) {
        // One of that name may still be on its way out.
        client.namespaces()
                .withName(name)
                .waitUntilCondition(
                        found -> found == null || found.getMetadata().getDeletionTimestamp() == null,
                        60,
                        TimeUnit.SECONDS);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .fieldManager("heterodyne-it")
                .serverSideApply();
        client.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(found -> found != null, 30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("while the suite's cluster was closed: " + e);
            }
        }
    }
}
