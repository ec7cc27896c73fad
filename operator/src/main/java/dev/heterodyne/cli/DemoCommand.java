package dev.heterodyne.cli;

import dev.heterodyne.cli.demo.Demo;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heterodyne demo}: the R2 story, live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a Kubernetes control plane of its own on 127.0.0.1 with 4 H20 and 8 Ascend nodes (KWOK), runs the",
            "operator, applies examples/r2 and shows how the jobs are placed and why. Cleans up behind itself.",
            "Exit code 0 only if training came to the H20s and inference to the Ascends."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--keep", description = "Leave control plane and operator running and say how to use kubectl.")
    private boolean keep;

    @Option(
            names = "--home",
            defaultValue = "${sys:heterodyne.home:-${env:HETERODYNE_HOME:-.}}",
            description = "Root of the repository. Default: where ./heterodyne lies.")
    private Path home = Path.of(".");

    @Override
    public Integer call() throws Exception {
        Path root = home.toAbsolutePath().normalize();
        return new Demo(root, keep, () -> plan(root), System.out).run();
    }

    private static void plan(Path root) {
        Main.commandLine().execute("plan", "-f", root.resolve("examples/r2").toString());
    }
}
