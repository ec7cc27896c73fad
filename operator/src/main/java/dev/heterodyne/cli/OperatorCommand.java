package dev.heterodyne.cli;

import dev.heterodyne.controller.ApiClient;
import dev.heterodyne.controller.HeterodyneOperator;
import dev.heterodyne.controller.OperatorSettings;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.prometheus.BearerToken;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heterodyne operator}. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator against the cluster of the kubeconfig, or of the pod it runs in.",
            "Prints \"heterodyne operator ready\" when it decides, or stands by for another that does."
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  1    could not start, or lost the lease", "  143  stopped by SIGTERM"})
public final class OperatorCommand implements Callable<Integer> {
    private static final String SHOW_DEFAULT = " Default: ${DEFAULT-VALUE}.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            defaultValue = "${env:HETERODYNE_KUBECONFIG}",
            description = "Cluster and account (HETERODYNE_KUBECONFIG). Default: KUBECONFIG, else the pod's account.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:HETERODYNE_HTTP_HOST:-127.0.0.1}",
            description = "Address of /healthz, /readyz and /metrics (HETERODYNE_HTTP_HOST)." + SHOW_DEFAULT)
    private String httpHost = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "${env:HETERODYNE_HTTP_PORT:-8080}",
            description = "Port of them, 0 for any that is free (HETERODYNE_HTTP_PORT)." + SHOW_DEFAULT)
    private int httpPort;

    @Option(
            names = "--leader-election",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${env:HETERODYNE_LEADER_ELECTION:-true}",
            description = "Agree with other operators on one that decides (HETERODYNE_LEADER_ELECTION). Without it a"
                    + " second operator must never run." + SHOW_DEFAULT)
    private boolean leaderElection;

    @Option(
            names = "--lease-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "${env:HETERODYNE_LEASE_NAMESPACE}",
            description =
                    "Namespace of the lease (HETERODYNE_LEASE_NAMESPACE). Default: that of the pod or kubeconfig.")
    private @Nullable String leaseNamespace;

    @Option(
            names = "--lease-name",
            paramLabel = "NAME",
            defaultValue = "${env:HETERODYNE_LEASE_NAME:-heterodyne}",
            description = "Name of the lease (HETERODYNE_LEASE_NAME)." + SHOW_DEFAULT)
    private String leaseName = "heterodyne";

    @Option(
            names = "--prometheus-token-file",
            paramLabel = "FILE",
            defaultValue = "${env:HETERODYNE_PROMETHEUS_TOKEN_FILE}",
            description = "Bearer token for the Prometheus of --prometheus-token-address, read anew for every query"
                    + " (HETERODYNE_PROMETHEUS_TOKEN_FILE). Default: none is sent.")
    private @Nullable Path prometheusTokenFile;

    @Option(
            names = "--prometheus-token-address",
            paramLabel = "URL",
            defaultValue = "${env:HETERODYNE_PROMETHEUS_TOKEN_ADDRESS}",
            description =
                    "Scheme, host and port that the token is sent to, and nowhere else, since whoever writes a job"
                            + " names an address (HETERODYNE_PROMETHEUS_TOKEN_ADDRESS). Needed with the file.")
    private @Nullable URI prometheusTokenAddress;

    @Override
    public Integer call() throws IOException {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (KubernetesClient client = ApiClient.connect(Optional.ofNullable(kubeconfig));
                HeterodyneOperator operator = new HeterodyneOperator(
                        client, settings(client), new SchedulingCycle()::run, Clock.systemUTC(), new Process(end))) {
            Thread onSignal = new Thread(operator::close, "shutdown");
            Runtime.getRuntime().addShutdownHook(onSignal);
            operator.start();
            return end.join();
        }
    }

    private OperatorSettings settings(KubernetesClient client) {
        String namespace = Optional.ofNullable(leaseNamespace)
                .or(() -> Optional.ofNullable(client.getNamespace()))
                .orElse("default");
        return new OperatorSettings(
                httpHost,
                httpPort,
                leaderElection ? Optional.of(new OperatorSettings.Lease(namespace, leaseName)) : Optional.empty(),
                Optional.ofNullable(System.getenv("HOSTNAME")).orElse("heterodyne") + "-" + UUID.randomUUID(),
                prometheusToken());
    }

    private Optional<BearerToken> prometheusToken() {
        if (prometheusTokenFile == null && prometheusTokenAddress == null) {
            return Optional.empty();
        }
        if (prometheusTokenFile == null
                || prometheusTokenAddress == null
                || prometheusTokenAddress.getScheme() == null
                || prometheusTokenAddress.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--prometheus-token-file and --prometheus-token-address belong together; give both, the address as in"
                            + " https://prometheus.monitoring:9090");
        }
        return Optional.of(new BearerToken(prometheusTokenFile, prometheusTokenAddress));
    }

    private final class Process implements HeterodyneOperator.Outlet {
        private final CompletableFuture<Integer> end;

        Process(CompletableFuture<Integer> end) {
            this.end = end;
        }

        @Override
        public void ready() {
            PrintWriter out = spec.commandLine().getOut();
            out.println("heterodyne operator ready");
            out.flush();
        }

        @Override
        public void leadershipLost() {
            log().error("lost the lease; exiting, since another operator may decide now");
            // Not exit: its hooks would wait for reconciles that must not write any more.
            Runtime.getRuntime().halt(1);
        }

        @Override
        public void failed(RuntimeException why) {
            log().error("cannot start", why);
            end.complete(1);
        }
    }

    /** Not a constant: every command makes an instance of all, and logging takes long to set up. */
    private static Logger log() {
        return LoggerFactory.getLogger(OperatorCommand.class);
    }
}
