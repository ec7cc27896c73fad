package dev.heterodyne.it;

import dev.heterodyne.cli.demo.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The operator as a process, which can be killed and started again. */
final class RunningOperator implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path kubeconfig;
    private final Path log;
    private final List<String> arguments;
    private final int port;
    private OperatorProcess process;

    /**
     * An operator, not yet started.
     *
     * @param kubeconfig the cluster and the account
     * @param log where its output goes
     * @param arguments the chart's, without the address it listens on
     */
    RunningOperator(Path kubeconfig, Path log, List<String> arguments) {
        this.kubeconfig = kubeconfig;
        this.log = log;
        this.port = freePort();
        this.arguments = Stream.concat(arguments.stream(), Stream.of("--http-host=127.0.0.1", "--http-port=" + port))
                .toList();
    }

    /** Starts it and returns when it is ready; nothing where it runs. */
    void start() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(log.getParent());
            process = OperatorProcess.start(kubeconfig, log, START, arguments, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a power cut would. */
    void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    int port() {
        return port;
    }

    /**
     * The sum over the samples of a metric that carry these labels, 0 where there is none.
     *
     * @param labels names and values in turn
     */
    double metric(String name, String... labels) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> IntStream.range(0, labels.length / 2)
                        .allMatch(i -> line.contains("%s=\"%s\"".formatted(labels[2 * i], labels[2 * i + 1]))))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String metrics() {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path log() {
        return log;
    }

    /** Ends it as a rolling update would. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
