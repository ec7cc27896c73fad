package dev.heterodyne.cluster;

import dev.heterodyne.api.Parallelism;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the fields that the runtimes of training and inference jobs share. */
final class VariantReader {
    static final Range REPLICAS = Range.between(1, 100_000);
    static final Range ACCELERATORS = Range.between(1, 10_000);
    static final Range PODS = Range.between(1, 1000);
    static final int MOST_RUNTIMES = 16;
    private static final Range RANKS = Range.between(1, 1e6);

    private VariantReader() {}

    static String stack(String at, @Nullable String stack, FieldChecks checks) {
        return checks.stack(at + ".stack", stack).orElse("");
    }

    /** The runtime's own figure, else the job's, else 1 after a fault has been reported on the job's. */
    static int override(OptionalInt own, OptionalInt job) {
        return own.orElse(job.orElse(1));
    }

    /**
     * The runtime's own division of the model, else the job's, else tensor over {@code tensorDefault} ranks. The batch is
     * a property of the run and not of the stack, so a runtime that names none takes the job's.
     */
    static dev.heterodyne.placement.model.Parallelism parallelism(
            String runtimeAt,
            @Nullable Parallelism own,
            @Nullable Parallelism job,
            int tensorDefault,
            FieldChecks checks) {
        String at = (own == null ? "spec" : runtimeAt) + ".parallelism.";
        Optional<Parallelism> shape = Optional.ofNullable(own == null ? job : own);
        OptionalInt pipeline =
                checks.integer(at + "pipeline", shape.map(Parallelism::pipeline).orElse(null), RANKS);
        OptionalInt tensor =
                checks.integer(at + "tensor", shape.map(Parallelism::tensor).orElse(null), RANKS);
        OptionalDouble batch = Stream.of(Optional.ofNullable(own), Optional.ofNullable(job))
                .flatMap(Optional::stream)
                .map(p -> checks.number(at + "globalBatchTokens", p.globalBatchTokens(), Range.between(1, 1e12)))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
        return new dev.heterodyne.placement.model.Parallelism(
                tensor.orElse(shape.isPresent() ? 1 : tensorDefault),
                pipeline.orElse(1),
                batch.orElse(dev.heterodyne.placement.model.Parallelism.DEFAULT_BATCH_TOKENS));
    }

    /** Reports a model division that does not divide the accelerators it is spread over. */
    static void divides(String at, @Nullable Parallelism shape, int accelerators, FieldChecks checks) {
        if (shape != null) {
            divides(at, ranks(shape.tensor()) * ranks(shape.pipeline()), accelerators, checks);
        }
    }

    /** As above, for what a runtime and its job amount to. */
    static void divides(
            String at, dev.heterodyne.placement.model.Parallelism parallelism, int accelerators, FieldChecks checks) {
        divides(at, (long) parallelism.tensor() * parallelism.pipeline(), accelerators, checks);
    }

    private static long ranks(@Nullable Integer given) {
        return given == null ? 1 : given;
    }

    private static void divides(String at, long ranks, int accelerators, FieldChecks checks) {
        if (ranks > 0 && accelerators % ranks != 0) {
            checks.fault(
                    at + ".parallelism",
                    "tensor x pipeline is " + ranks + " and must divide the " + accelerators
                            + " accelerators; change one of them, or give the runtime a parallelism of its own");
        }
    }
}
