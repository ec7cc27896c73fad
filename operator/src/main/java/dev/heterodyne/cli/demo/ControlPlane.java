package dev.heterodyne.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A control plane started by {@code hack/control-plane}; it stops with this process, however that ends. */
public final class ControlPlane implements AutoCloseable {
    private final Path script;
    private final Path directory;

    private ControlPlane(Path script, Path directory) {
        this.script = script;
        this.directory = directory;
    }

    /**
     * Starts one.
     *
     * @param home root of the repository
     * @param directory where its state lives
     * @param owned whether it ends when this process does
     * @param progress gets each line of progress
     * @throws IOException with the script's last words where it does not come up
     */
    public static ControlPlane start(Path home, Path directory, boolean owned, Consumer<String> progress)
            throws IOException, InterruptedException {
        return start(home, directory, owned, List.of(), progress);
    }

    /** As above, with further options of {@code hack/control-plane up}. */
    public static ControlPlane start(
            Path home, Path directory, boolean owned, List<String> options, Consumer<String> progress)
            throws IOException, InterruptedException {
        ControlPlane plane = new ControlPlane(home.resolve("hack/control-plane"), directory);
        List<String> arguments = new ArrayList<>(List.of("up", "--dir", directory.toString()));
        arguments.addAll(options);
        if (owned) {
            arguments.addAll(
                    List.of("--owner-pid", Long.toString(ProcessHandle.current().pid())));
        }
        plane.run(arguments, progress);
        return plane;
    }

    /** Kubeconfig of its administrator. */
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** The command that stops it, for people. */
    public String stopCommand() {
        return "hack/control-plane down --dir " + directory;
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of("down", "--dir", directory.toString()), line -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the control plane stopped; run " + stopCommand(), e);
        }
    }

    private void run(List<String> arguments, Consumer<String> progress) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                progress.accept(line);
            }
        }
        int exit = process.waitFor();
        if (exit != 0) {
            String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
            throw new IOException("%s %s ended with %d:%n%s".formatted(script, arguments.get(0), exit, tail));
        }
    }
}
