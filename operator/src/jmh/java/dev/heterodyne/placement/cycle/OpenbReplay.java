package dev.heterodyne.placement.cycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Replays the openb trace under five policies and prints what each placed, as means over seeds. Once as FGD's authors did, with
 * pods that stay; and once with pods that leave, since only then is a cluster ever full of holes.
 */
public final class OpenbReplay {
    private static final int SEEDS = 10;
    private static final double[] LOADS = {0.9, 0.95, 1.0, 1.1, 1.3};

    /** In the second table the cluster is kept this full by pods that leave at random. */
    private static final double FULL = 0.995;

    private static final double CHURN_LOAD = 4;

    private final OpenbTrace trace;
    private final Map<String, Function<Random, OpenbPolicy>> policies = new LinkedHashMap<>();

    private record Pod(int node, int gpus) {}

    /** What was asked and given so far, and of that in pods of two GPUs and more. */
    private static final class Count {
        private int held;
        private int largeAsked;
        private int largeGiven;

        double large() {
            return 100.0 * largeGiven / largeAsked;
        }
    }

    private OpenbReplay(OpenbTrace trace) {
        this.trace = trace;
        policies.put("random", OpenbPolicy::random);
        policies.put("first fit", random -> OpenbPolicy.firstFit());
        policies.put("best fit", random -> OpenbPolicy.bestFit());
        policies.put("FGD", random -> OpenbPolicy.fragmentationGradientDescent(trace));
        policies.put("heterodyne", random -> new OpenbDecision(trace));
    }

    /** Prints the tables; the argument is the folder of the trace. */
    public static void main(String[] arguments) throws IOException {
        OpenbReplay replay = new OpenbReplay(OpenbTrace.read(Path.of(arguments[0])));
        replay.printArrivals();
        replay.printChurn();
    }

    private void printArrivals() {
        System.out.println("Pods stay. GPUs allocated (GPUs of pods of two and more that were placed), in %:");
        System.out.printf("%-12s", "load");
        for (double load : LOADS) {
            System.out.printf(Locale.ROOT, "%17.0f %%", 100 * load);
        }
        System.out.println();
        policies.forEach((name, policy) -> {
            double[] allocated = new double[LOADS.length];
            double[] large = new double[LOADS.length];
            for (int seed = 0; seed < SEEDS; seed++) {
                arrive(policy.apply(new Random(seed)), new Random(seed), allocated, large);
            }
            System.out.printf("%-12s", name);
            for (int i = 0; i < LOADS.length; i++) {
                System.out.printf(Locale.ROOT, "   %6.2f (%6.2f)", allocated[i] / SEEDS, large[i] / SEEDS);
            }
            System.out.println();
        });
    }

    private void arrive(OpenbPolicy policy, Random random, double[] allocated, double[] large) {
        int[] free = trace.capacity();
        Count count = new Count();
        int asked = 0;
        int reached = 0;
        for (int gpus : trace.arrivals(LOADS[LOADS.length - 1], random)) {
            asked += gpus;
            place(policy, free, gpus, count);
            while (reached < LOADS.length && asked >= LOADS[reached] * trace.total()) {
                allocated[reached] += 100.0 * count.held / trace.total();
                large[reached] += count.large();
                reached++;
            }
        }
    }

    private void printChurn() {
        System.out.printf(
                Locale.ROOT,
                "%nPods leave at random once %.1f %% are allocated, until %.0f times the cluster has been asked for."
                        + "%nGPUs of pods of two and more that were placed, in %% (standard deviation over seeds):%n",
                100 * FULL,
                CHURN_LOAD);
        policies.forEach((name, policy) -> {
            double[] large = IntStream.range(0, SEEDS)
                    .mapToDouble(seed -> churn(policy.apply(new Random(seed)), new Random(seed)))
                    .toArray();
            double mean = Arrays.stream(large).average().orElseThrow();
            double variance = Arrays.stream(large).map(x -> (x - mean) * (x - mean)).sum() / (SEEDS - 1);
            System.out.printf(Locale.ROOT, "%-12s   %6.2f (%.2f)%n", name, mean, Math.sqrt(variance));
        });
    }

    private double churn(OpenbPolicy policy, Random random) {
        int[] free = trace.capacity();
        Count count = new Count();
        List<Pod> running = new ArrayList<>();
        for (int gpus : trace.arrivals(CHURN_LOAD, random)) {
            while (count.held + gpus > FULL * trace.total()) {
                Pod pod = running.remove(random.nextInt(running.size()));
                free[pod.node] += pod.gpus;
                count.held -= pod.gpus;
                policy.left(pod.node, pod.gpus);
            }
            int node = place(policy, free, gpus, count);
            if (node >= 0) {
                running.add(new Pod(node, gpus));
            }
        }
        return count.large();
    }

    private static int place(OpenbPolicy policy, int[] free, int gpus, Count count) {
        int node = policy.pick(free, gpus);
        count.largeAsked += gpus > 1 ? gpus : 0;
        if (node >= 0) {
            free[node] -= gpus;
            count.held += gpus;
            count.largeGiven += gpus > 1 ? gpus : 0;
        }
        return node;
    }
}
