package dev.heterodyne.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on the loopback address that scrapes one port; it can be killed and started again. */
final class RunningPrometheus implements AutoCloseable {
    private final Path binary;
    private final Path directory;
    private final int port;
    private Process process;

    RunningPrometheus(int scraped) throws IOException {
        binary = Path.of(Command.of(Checkout.ROOT.resolve("hack/prometheus"), "path")
                .run()
                .strip());
        Files.createDirectories(Checkout.OUTPUT);
        directory = Files.createTempDirectory(Checkout.OUTPUT, "prometheus");
        Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, scrape_timeout: 400ms}
                scrape_configs:
                  - {job_name: chat, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(scraped));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
