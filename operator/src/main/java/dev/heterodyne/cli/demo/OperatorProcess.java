package dev.heterodyne.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of its own, with this process's class path. */
public final class OperatorProcess implements AutoCloseable {
    private static final String READY = "heterodyne operator ready";
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private OperatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the operator and waits until it is ready.
     *
     * @param kubeconfig the cluster and the account it runs under
     * @param log where its output goes, appended
     * @param arguments further arguments of {@code heterodyne operator}
     * @param owned whether it ends when this process does, however that ends
     * @throws IOException with the log's last lines where it ends, or is not ready in time
     */
    public static OperatorProcess start(
            Path kubeconfig, Path log, Duration timeout, List<String> arguments, boolean owned)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heterodyne.cli.Main",
                "operator"));
        command.addAll(arguments);
        long before = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        OperatorProcess operator = new OperatorProcess(builder.start(), log);
        if (owned) {
            LifeLine.to(operator.process);
        }
        operator.awaitReady(before, timeout);
        return operator;
    }

    private void awaitReady(long from, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!logFrom(from).contains(READY)) {
            // The process is awaited, not the clock: its end cuts the wait short.
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                String tail = logFrom(from);
                process.destroyForcibly();
                throw new IOException("the operator did not become ready; its log %s ends with:%n%s"
                        .formatted(log, tail.substring(Math.max(0, tail.length() - 4000))));
            }
        }
    }

    private String logFrom(long offset) throws IOException {
        try (var channel = Files.newByteChannel(log, StandardOpenOption.READ)) {
            channel.position(offset);
            return new String(
                    java.nio.channels.Channels.newInputStream(channel).readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** The last lines of its output. */
    public List<String> lastLines(int most) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
