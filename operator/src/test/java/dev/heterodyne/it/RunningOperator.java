package dev.heterodyne.it;

import dev.heterodyne.cli.demo.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
