package dev.heterodyne.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Plays a story act by act, and shows every change until each has come out. */
final class Play {
    private static final Duration ACT = Duration.ofSeconds(120);

    private final KubernetesClient client;
    private final Path folder;
    private final DemoOutput output;
    private final Narrator narrator;
    private final Semaphore changed = new Semaphore(1);

    /**
     * @param folder where the story's files are
     */
    Play(KubernetesClient client, Path folder, DemoOutput output) {
        this.client = client;
        this.folder = folder;
        this.output = output;
        this.narrator = new Narrator(output);
    }

    /** What was missing in the act that did not come out; empty where all did. */
    List<String> run(List<Act> acts) throws IOException, InterruptedException {
        Manifests manifests = new Manifests(client);
        try (Changes changes = new Changes(client, changed::release)) {
            for (Act act : acts) {
                for (Step step : act.steps()) {
                    step.take(manifests, folder);
                }
                output.act(act);
                List<String> missing = watch(act, changes);
                if (!missing.isEmpty()) {
                    return missing;
                }
            }
        }
        return List.of();
    }

    private List<String> watch(Act act, Changes changes) throws InterruptedException {
        long deadline = System.nanoTime() + ACT.toNanos();
        while (true) {
            Scene scene = Scene.of(client);
            narrator.tell(scene);
            List<String> missing = act.missing(scene);
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
