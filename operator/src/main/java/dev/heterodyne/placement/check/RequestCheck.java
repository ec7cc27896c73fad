package dev.heterodyne.placement.check;

import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.Optional;

/** Checks a job. */
public final class RequestCheck {
    /** Most requests per second that are reckoned with. */
    public static final double MOST_REQUESTS = 1e12;

    /** Most tokens of a prompt and its answer that are reckoned with. */
    public static final double MOST_TOKENS = 1e12;

    private static final double MOST_PARAMETERS = 1e18;
    private static final double MOST_SECONDS = 1e12;

    private RequestCheck() {}

    /** What is wrong with the figures of a job, with field and reason. */
    public static Optional<String> fault(Request request) {
        Faults faults = new Faults("spec");
        model(faults, request.model());
        request.variants().forEach(variant -> variant(faults, variant));
        if (request instanceof TrainingRequest training) {
            checkpoint(faults, training.checkpoint());
        } else {
            inference(faults, (InferenceRequest) request);
        }
        return faults.first();
    }

    private static void model(Faults faults, Model model) {
        faults.positive("model.parameters", model.parameters(), MOST_PARAMETERS)
                .positive("model.activeParameters", model.activeParameters(), MOST_PARAMETERS)
                .require(
                        model.activeParameters() <= model.parameters(),
                        "model.activeParameters",
                        "at most model.parameters",
                        model.activeParameters())
                .positive("model.kvBytesPerToken", model.kvBytesPerToken(), 1e12);
        model.layers().ifPresent(layers -> faults.between("model.layers", layers, 1, 1e6));
        model.hiddenSize().ifPresent(size -> faults.between("model.hiddenSize", size, 1, 1e9));
    }

    private static void variant(Faults faults, Variant variant) {
        faults.between("replicas", variant.replicas(), 1, Integer.MAX_VALUE)
                .between("acceleratorsPerReplica", variant.acceleratorsPerReplica(), 1, Integer.MAX_VALUE)
                .require(
                        variant.podsPerReplica() >= 1
                                && variant.acceleratorsPerReplica() % Math.max(1, variant.podsPerReplica()) == 0,
                        "podsPerReplica",
                        "a divisor of acceleratorsPerReplica",
                        variant.podsPerReplica())
                .between(
                        "replicas x acceleratorsPerReplica",
                        (double) variant.replicas() * variant.acceleratorsPerReplica(),
                        1,
                        Integer.MAX_VALUE)
                .between("parallelism.tensor", variant.parallelism().tensor(), 1, Integer.MAX_VALUE)
                .between("parallelism.pipeline", variant.parallelism().pipeline(), 1, Integer.MAX_VALUE)
                .between(
                        "parallelism.tensor x parallelism.pipeline",
                        (double) variant.parallelism().tensor()
                                * variant.parallelism().pipeline(),
                        1,
                        Integer.MAX_VALUE)
                .positive("parallelism.globalBatchTokens", variant.parallelism().globalBatchTokens(), MOST_TOKENS);
    }

    private static void checkpoint(Faults faults, CheckpointPlan plan) {
        faults.positive("checkpoint.intervalSeconds", plan.intervalSeconds(), MOST_SECONDS)
                .between("checkpoint.writeSeconds", plan.writeSeconds(), 0, MOST_SECONDS)
                .between("checkpoint.restartSeconds", plan.restartSeconds(), 0, MOST_SECONDS);
    }

    private static void inference(Faults faults, InferenceRequest request) {
        Load load = request.load();
        ReplicaBounds replicas = request.replicas();
        faults.between("load.requestsPerSecond", load.requestsPerSecond(), 0, MOST_REQUESTS)
                .between("load.promptTokens", load.promptTokens(), 0, MOST_TOKENS)
                .between("load.outputTokens", load.outputTokens(), 0, MOST_TOKENS)
                .positive(
                        "load.promptTokens + load.outputTokens", load.promptTokens() + load.outputTokens(), MOST_TOKENS)
                .positive("slo.timePerOutputTokenMs", request.slo().timePerOutputTokenSeconds(), MOST_SECONDS)
                .positive("slo.timeToFirstTokenMs", request.slo().timeToFirstTokenSeconds(), MOST_SECONDS)
                .between("replicas.min", replicas.min(), 1, Integer.MAX_VALUE)
                .require(replicas.max() >= replicas.min(), "replicas.max", "at least replicas.min", replicas.max())
                .between("split.maxPools", request.maxPools(), 1, Integer.MAX_VALUE);
    }
}
