package dev.heterodyne.it;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A training job whose fate on each stack is known beforehand.
 *
 * @param plants by stack
 * @param maxAttempts failures after which it fails for good
 */
record PlantedJob(String name, int replicas, int accelerators, Map<String, Plant> plants, int maxAttempts) {
    /** Failures on one pool after which a job leaves it. */
    static final int PER_POOL = 2;

    private static final int[][] SHAPES = {{1, 4}, {1, 8}, {2, 4}, {2, 8}, {3, 4}};
    private static final Set<AttemptOutcome> FAILURES =
            Set.of(AttemptOutcome.StackFailure, AttemptOutcome.HardwareFailure, AttemptOutcome.Unknown);

    /**
     * A job drawn at random.
     *
     * @param patient whether it may be one that waits long between its attempts
     */
    static PlantedJob draw(String name, String first, String second, boolean patient, Random random) {
        int[] shape = SHAPES[random.nextInt(SHAPES.length)];
        int lot = random.nextInt(100);
        if (patient && lot < 10) {
            return new PlantedJob(
                    name, shape[0], shape[1], both(first, Plant.UNEXPLAINED, second, Plant.UNEXPLAINED), 2);
        }
        if (patient && lot < 25) {
            return new PlantedJob(name, shape[0], shape[1], both(first, Plant.UNEXPLAINED, second, Plant.COMPLETES), 6);
        }
        Plant onFirst = draw(random);
        Plant onSecond = draw(random);
        return new PlantedJob(name, shape[0], shape[1], both(first, onFirst, second, onSecond), 6);
    }

    private static Plant draw(Random random) {
        int lot = random.nextInt(100);
        return lot < 35 ? Plant.COMPLETES : lot < 90 ? Plant.STACK_FAILS : Plant.OWN_FAULT;
    }

    private static Map<String, Plant> both(String first, Plant onFirst, String second, Plant onSecond) {
        return Map.of(first, onFirst, second, onSecond);
    }

    String yaml() {
        Gang gang = Gang.of(name, replicas, accelerators)
                .with("checkpoint: {portable: true}")
                .with("failurePolicy: {maxAttempts: %d, maxAttemptsPerPool: %d}".formatted(maxAttempts, PER_POOL));
        for (Map.Entry<String, Plant> plant : plants.entrySet()) {
            gang = gang.on(plant.getKey(), plant.getValue().fate());
        }
        return gang.yaml();
    }

    /** The phase that it has to end in wherever it is placed; empty where that depends on which stack it meets first. */
    Optional<Phase> mustEndIn() {
        if (plants.containsValue(Plant.OWN_FAULT)) {
            return plants.values().stream().allMatch(p -> p == Plant.OWN_FAULT)
                    ? Optional.of(Phase.Failed)
                    : Optional.empty();
        }
        return Optional.of(plants.containsValue(Plant.COMPLETES) ? Phase.Succeeded : Phase.Failed);
    }

    /**
     * What is wrong with a history and the phase that it ended in; nothing where both are as the faults call for.
     *
     * @param nodes that each attempt held, by its number
     */
    List<String> faults(
            List<Attempt> attempts, Phase phase, Disturbances disturbances, IntFunction<List<String>> nodes) {
        List<String> faults = new ArrayList<>();
        int failures = 0;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            boolean last = i == attempts.size() - 1;
            if (attempt.outcome() != plants.get(attempt.stack()).outcome()
                    && !disturbances.explain(name, attempt, nodes.apply(attempt.number()))) {
                faults.add("%s: nothing explains %s".formatted(name, attempt));
            }
            failures += FAILURES.contains(attempt.outcome()) ? 1 : 0;
            Optional<Phase> end = end(attempt.outcome(), failures);
            if (!last && end.isPresent()) {
                faults.add("%s: went on after attempt %d, which is the end: %s".formatted(name, attempt.number(), end));
            }
            if (last && !end.equals(Optional.of(phase))) {
                faults.add("%s: ended in %s, not in %s: %s".formatted(name, phase, end, attempts));
            }
        }
        // One that came to a node in the moment in which it went may meet more losses than its one; then it may run out
        // of pools.
        long losses = attempts.stream()
                .filter(attempt -> attempt.outcome() == AttemptOutcome.HardwareFailure)
                .count();
        if (losses < PER_POOL && mustEndIn().filter(must -> must != phase).isPresent()) {
            faults.add("%s: ended in %s, but is %s: %s".formatted(name, phase, plants, attempts));
        }
        return faults;
    }

    /**
     * Whether the last of these attempts, which stack or hardware failed, failed for good: what hardware did is cured by a
     * restart, unless the job leaves the pool for it, or ends with it.
     */
    boolean isForGood(List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        List<Attempt> failures = attempts.stream()
                .filter(attempt -> FAILURES.contains(attempt.outcome()))
                .toList();
        long onPool = failures.stream()
                .filter(attempt -> attempt.pool().equals(last.pool()))
                .count();
        return last.outcome() == AttemptOutcome.StackFailure || onPool >= PER_POOL || failures.size() >= maxAttempts;
    }

    private Optional<Phase> end(AttemptOutcome outcome, int failures) {
        if (outcome == AttemptOutcome.Completed) {
            return Optional.of(Phase.Succeeded);
        }
        return outcome == AttemptOutcome.UserError || failures >= maxAttempts
                ? Optional.of(Phase.Failed)
                : Optional.empty();
    }
}
