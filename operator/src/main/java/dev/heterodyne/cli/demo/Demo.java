package dev.heterodyne.cli.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Plays a story on a control plane of its own, and cleans up whatever happens. */
public final class Demo {
    private static final Duration OPERATOR_START = Duration.ofSeconds(60);

    private final Story story;
    private final Path home;
    private final boolean keep;
    private final Runnable showPlan;
    private final PrintStream out;
    private final DemoOutput output;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /**
     * A demo.
     *
     * @param story what it tells
     * @param home root of the repository
     * @param keep whether control plane and operator are left running
     * @param showPlan prints the plan for the example before anything is started
     */
    public Demo(Story story, Path home, boolean keep, Runnable showPlan, PrintStream out) {
        this.story = story;
        this.home = home;
        this.keep = keep;
        this.showPlan = showPlan;
        this.out = out;
        this.output = new DemoOutput(out);
    }

    /** Runs the demo; 0 where the story came out, else 1. */
    public int run() throws Exception {
        Thread onInterrupt = new Thread(this::cleanUp, "demo-clean-up");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        boolean came = false;
        try {
            came = play();
            return came ? 0 : 1;
        } finally {
            if (!keep || !came) {
                output.step("cleaning up");
                cleanUp();
            }
            forget(onInterrupt);
        }
    }

    private boolean play() throws IOException, InterruptedException {
        if (story.isPlanned()) {
            output.title("What the decision will be: ./heterodyne plan -f " + story.folder());
            showPlan.run();
            output.title("The same, live, on a real control plane");
        } else {
            output.title(story.folder() + ", live, on a real control plane");
        }
        Path directory = Files.createTempDirectory("heterodyne-demo");
        toClose.push(() -> delete(directory));
        ControlPlane plane = ControlPlane.start(home, directory.resolve("plane"), !keep, this::progress);
        toClose.push(plane);
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                .build();
        toClose.push(client);
        prepare(new Manifests(client));
        OperatorProcess operator = OperatorProcess.start(
                plane.kubeconfig(),
                directory.resolve("operator.log"),
                OPERATOR_START,
                List.of("--leader-election=false", "--http-port=0"),
                !keep);
        toClose.push(operator);
        output.step("operator ready, pid " + operator.pid());

        List<String> missing = new Play(client, home.resolve(story.folder()), output).run(story.acts());
        new Summary(out).print(Scene.of(client));
        missing.forEach(m -> output.step("NOT AS TOLD: " + m));
        if (missing.isEmpty()) {
            output.title(story.moral());
        } else {
            output.plain("The operator's last words:");
            operator.lastLines(20).forEach(output::plain);
        }
        if (keep && missing.isEmpty()) {
            output.plain("Left running. Look around:");
            output.plain("  export KUBECONFIG=" + plane.kubeconfig());
            output.plain("  hack/control-plane kubectl --dir " + directory.resolve("plane") + " -- get heterodyne -A");
            output.plain("Operator log: " + operator.log());
            output.plain("Stop it: kill " + operator.pid() + "; " + plane.stopCommand());
        }
        return missing.isEmpty();
    }

    private void progress(String line) {
        if (!line.contains("=")) {
            output.step(line);
        }
    }

    private void prepare(Manifests manifests) throws IOException {
        manifests.apply(home.resolve("crds"));
        manifests.apply(home.resolve("helm/heterodyne/catalogue"));
        for (String file : List.of("namespaces", "nodes", "classes", "pools", "policy")) {
            manifests.apply(home.resolve(story.folder()).resolve(file + ".yaml"));
        }
        output.step("CRDs, catalogue of classes, 4 H20 nodes of 8, 8 Ascend nodes of 16, pools and policy applied");
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Interrupted: the hook is at work, and finds nothing left to do.
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private synchronized void cleanUp() {
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                out.println("while cleaning up: " + e.getMessage());
            }
        }
    }
}
