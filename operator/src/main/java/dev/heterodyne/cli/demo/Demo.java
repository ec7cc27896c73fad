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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Plays the R2 story on a control plane of its own, and cleans up whatever happens. */
public final class Demo {
    private static final Duration OPERATOR_START = Duration.ofSeconds(60);
    private static final Duration STORY = Duration.ofSeconds(120);

    private final Path home;
    private final boolean keep;
    private final Runnable showPlan;
    private final PrintStream out;
    private final DemoOutput output;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /**
     * A demo.
     *
     * @param home root of the repository
     * @param keep whether control plane and operator are left running
     * @param showPlan prints the plan for the example before anything is started
     */
    public Demo(Path home, boolean keep, Runnable showPlan, PrintStream out) {
        this.showPlan = showPlan;
        this.home = home;
        this.keep = keep;
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
        output.title("What the decision will be: ./heterodyne plan -f examples/r2");
        showPlan.run();

        output.title("The same, live, on a real control plane");
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

        for (String file : List.of("storage", "workloads")) {
            new Manifests(client).apply(home.resolve("examples/r2/" + file + ".yaml"));
        }
        output.step("examples/r2 applied");
        Story story = new Story(client);
        List<String> missing = watch(story, client);
        new Summary(client, out).print(story.jobs());
        missing.forEach(m -> output.step("NOT AS TOLD: " + m));
        if (!missing.isEmpty()) {
            output.plain("The operator's last words:");
            operator.lastLines(20).forEach(output::plain);
        }
        if (missing.isEmpty()) {
            output.title("Training went to " + Story.TRAINING_POOL + ", inference to " + Story.INFERENCE_POOL + ".");
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
            manifests.apply(home.resolve("examples/r2/" + file + ".yaml"));
        }
        output.step("CRDs, catalogue of classes, 4 H20 nodes of 8, 8 Ascend nodes of 16, pools and policy applied");
    }

    /** Shows every change until the story is told or time is up. */
    private List<String> watch(Story story, KubernetesClient client) throws InterruptedException {
        Semaphore changed = new Semaphore(1);
        Map<String, JobLine> shown = new HashMap<>();
        long deadline = System.nanoTime() + STORY.toNanos();
        try (JobChanges changes = new JobChanges(client, changed::release)) {
            while (true) {
                List<JobLine> jobs = story.jobs();
                for (JobLine job : jobs) {
                    show(job, Optional.ofNullable(shown.put(job.name(), job)));
                }
                List<String> missing = Story.missing(jobs);
                long left = deadline - System.nanoTime();
                if (missing.isEmpty() || left <= 0 || changes.failed()) {
                    return missing;
                }
                if (changed.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    changed.drainPermits();
                }
            }
        }
    }

    /** A job's reasons are said once, its phases as they come. */
    private void show(JobLine job, Optional<JobLine> before) {
        boolean sameReason =
                before.filter(b -> b.message().equals(job.message())).isPresent();
        if (!job.message().isEmpty() && !before.equals(Optional.of(job))) {
            output.job(job, !sameReason);
        }
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
