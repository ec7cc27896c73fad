package dev.heterodyne.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How KWOK lets a pod end: the annotations that {@code hack/kwok/pod.yaml} looks at.
 *
 * @param annotations of the pod
 */
record Fate(Map<String, String> annotations) {
    /** Runs until it is deleted. */
    static final Fate RUNS = new Fate(Map.of());
    /** Bound, but never starts. */
    static final Fate NEVER_STARTS = new Fate(Map.of("heterodyne.dev/kwok", "pending"));
    /** What torch prints when HCCL gives up on a peer. */
    static final Fate HCCL_TIMEOUT =
            fails(1, "RuntimeError: HCCL AllReduce timeout, error code EI0002: notify wait timed out");
    /** What torch prints when NCCL gives up on a peer. */
    static final Fate NCCL_TIMEOUT = fails(
            1,
            "[rank3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=7, OpType=ALLREDUCE) ran for 600012 ms");
    /** A model that is too large for its batch. */
    static final Fate OUT_OF_MEMORY =
            fails(1, "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB");
    /** The command exists, but cannot be run. */
    static final Fate NOT_EXECUTABLE = fails(126, "");
    /** Says nothing about itself. */
    static final Fate UNEXPLAINED = fails(1, "");

    /** Succeeds. */
    static Fate completes() {
        return new Fate(Map.of("heterodyne.dev/kwok", "complete"));
    }

    /** Runs until it is deleted, and takes its time to end then, as a trainer that saves its state. */
    static Fate lingers(String duration) {
        return new Fate(Map.of("heterodyne.dev/kwok-lingers", duration));
    }

    static Fate fails(int exitCode, String message) {
        return new Fate(Map.of(
                "heterodyne.dev/kwok",
                "fail",
                "heterodyne.dev/kwok-exit-code",
                Integer.toString(exitCode),
                "heterodyne.dev/kwok-message",
                message));
    }

    /** The same, after the pod ran for a while. */
    Fate after(String duration) {
        return with("heterodyne.dev/kwok-after", duration);
    }

    /** The same, but it takes a while to be ready. */
    Fate starting(String duration) {
        return with("heterodyne.dev/kwok-starts", duration);
    }

    /** The same at a random time between the two. */
    Fate between(String least, String most) {
        return after(least).with("heterodyne.dev/kwok-after-max", most);
    }

    /** The same with more in its termination message. */
    Fate saying(String more) {
        String key = "heterodyne.dev/kwok-message";
        return with(key, (annotations.getOrDefault(key, "") + "\n" + more).strip());
    }

    private Fate with(String key, String value) {
        Map<String, String> more = new TreeMap<>(annotations);
        more.put(key, value);
        return new Fate(more);
    }

    /** As a flow mapping of YAML. */
    String yaml() {
        return annotations.entrySet().stream()
                .map(e -> "%s: \"%s\""
                        .formatted(
                                e.getKey(), e.getValue().replace("\"", "\\\"").replace("\n", "\\n")))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
