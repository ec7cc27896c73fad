package dev.heterodyne.cli;

import dev.heterodyne.cli.demo.Demo;
import dev.heterodyne.cli.demo.Story;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heterodyne demo}: a story of the examples, live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a Kubernetes control plane of its own on 127.0.0.1 with 4 H20 and 8 Ascend nodes (KWOK), runs the"
                    + " operator, plays a story of the examples and shows what happens and why. Cleans up behind itself.",
            "Exit code 0 only if the story came out; otherwise it says what is missing."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--story",
            paramLabel = "STORY",
            defaultValue = "r2",
            description = {
                "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "r2: training goes to the H20s, inference to the Ascends, and the plan had said so.",
                "mandate: canaries fail on the Ascends, which lose training and keep inference; a new version of the"
                        + " stack earns the next run back."
            })
    private Story story = Story.r2;

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
        return new Demo(story, root, keep, () -> plan(root.resolve(story.folder())), System.out).run();
    }

    private static void plan(Path folder) {
        Main.commandLine().execute("plan", "-f", folder.toString());
    }
}
