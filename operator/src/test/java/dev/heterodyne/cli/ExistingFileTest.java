package dev.heterodyne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExistingFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"explain ijob/x", "operator"})
    void aKubeconfigThatIsNotThereIsAUsageError(String command) {
        Path missing = directory.resolve("nowhere");

        assertThat(refusal(command, missing)).endsWith("there is no file '" + missing + "'; correct the path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain ijob/x", "operator"})
    void aDirectoryIsNoKubeconfig(String command) {
        assertThat(refusal(command, directory)).endsWith("'" + directory + "' is a directory; name a file in it");
    }

    private static String refusal(String command, Path kubeconfig) {
        CommandRun run = CommandRun.of((command + " --kubeconfig " + kubeconfig).split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--kubeconfig");
        return run.firstLine();
    }
}
