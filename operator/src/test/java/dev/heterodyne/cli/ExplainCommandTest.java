package dev.heterodyne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code explain} says where it cannot explain. */
class ExplainCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private CommandRun explain(String server) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {}}]
                current-context: c
                """.formatted(server));
        return CommandRun.of("explain", "ijob/x", "-n", "y", "--kubeconfig", kubeconfig.toString());
    }

    @ParameterizedTest
    @CsvSource({"inferencejob/x/y, inferencejob/y -n x", "tjob/research/r2, tjob/r2 -n research"})
    void aNamespaceInTheNameIsAUsageErrorThatSaysHowToWriteIt(String job, String instead) {
        CommandRun run = CommandRun.of("explain", job);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.firstLine()).contains("'" + job + "' is not KIND/NAME").endsWith("as in " + instead);
    }

    @Test
    void aServerThatDoesNotListenIsNamedWithTheRemedy() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        CommandRun run = explain("http://127.0.0.1:" + port);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.firstLine())
                .isEqualTo(
                        "heterodyne: the API server http://127.0.0.1:" + port + "/ cannot be reached (no connection);"
                                + " set KUBECONFIG or --kubeconfig to one that can be");
    }

    @Test
    void aServerWhoseNameIsUnknownIsNamedWithTheRemedy() throws IOException {
        CommandRun run = explain("https://heterodyne.invalid:6443");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.firstLine())
                .isEqualTo(
                        "heterodyne: the API server https://heterodyne.invalid:6443/ cannot be reached (its host name"
                                + " is unknown); set KUBECONFIG or --kubeconfig to one that can be");
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "200, <html>"})
    void aServerThatAnswersIsNotCalledUnreachable(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            CommandRun run = explain("http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).startsWith("heterodyne: ").doesNotContain("cannot be reached");
        } finally {
            server.stop(0);
        }
    }
}
