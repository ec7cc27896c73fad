package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Candidacy;
import dev.heterodyne.placement.filter.Filter;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.score.BestBatch;
import dev.heterodyne.placement.score.Replica;
import dev.heterodyne.placement.score.ReplicaAvailability;
import dev.heterodyne.placement.score.Serving;
import dev.heterodyne.placement.score.ServingEstimate;
import dev.heterodyne.placement.score.Span;
import dev.heterodyne.placement.score.TrainingCompute;
import dev.heterodyne.placement.score.TrainingInterconnect;
import dev.heterodyne.placement.score.TrainingMaturity;
import dev.heterodyne.placement.topology.Extent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores a job on a pool as if the pool were empty, and says which rule, if any, forbids it. */
final class Assessor {
    private final List<Filter> filters = Filter.chain();
    private final boolean leaderWorkerSets;

    /**
     * @param leaderWorkerSets whether the cluster can run replicas of several pods
     */
    Assessor(boolean leaderWorkerSets) {
        this.leaderWorkerSets = leaderWorkerSets;
    }

    Assessment assess(Request request, Policy policy, PoolView view) {
        Optional<PoolProblem> problem = view.pool().problem();
        if (problem.isPresent()) {
            return Assessment.impossible(
                    view,
                    Optional.empty(),
                    new Verdict(problem.get().reason(), problem.get().message()));
        }
        if (view.fault().isPresent()) {
            return Assessment.impossible(
                    view,
                    Optional.empty(),
                    new Verdict(Reason.InvalidFigure, view.fault().get()));
        }
        Chip chip = view.pool().chip().orElseThrow();
        Optional<Variant> variant = request.variantFor(chip.stack());
        if (variant.isEmpty()) {
            return Assessment.impossible(
                    view,
                    variant,
                    new Verdict(Reason.NoRuntimeForStack, "the job has no runtime for stack " + chip.stack()));
        }
        return request instanceof TrainingRequest training
                ? training(training, policy, view, chip, variant.get())
                : inference((InferenceRequest) request, policy, view, chip, variant.get());
    }

    private Assessment training(TrainingRequest request, Policy policy, PoolView view, Chip chip, Variant variant) {
        OptionalDouble tokens = TrainingCompute.tokensPerSecond(chip, request.model());
        Optional<Extent> ideal = Placer.ask(request, variant, view).flatMap(view::ideal);
        Maturity belief = maturityOf(request, view);
        double certain = TrainingMaturity.of(certain(belief), request.checkpoint(), variant.accelerators());
        double maturity = belief.completion() * certain;
        Optional<Verdict> verdict = firstVerdict(new Candidacy(
                request,
                policy,
                view.pool(),
                chip,
                variant,
                view.placeableTotal(),
                view.largestNode(),
                variant.replicas(),
                ideal.isPresent(),
                tokens.isPresent(),
                Optional.empty(),
                leaderWorkerSets,
                maturity));
        double interconnect = tokens.isEmpty()
                ? 0
                : TrainingInterconnect.share(
                        chip, request.model(), variant, spanOf(view, chip, ideal, variant), tokens.getAsDouble());
        return new Assessment(
                view,
                Optional.of(variant),
                verdict,
                tokens.orElse(0),
                interconnect,
                maturity,
                certain,
                Optional.empty(),
                variant.replicas());
    }

    /** Interconnect of a gang on the nodes really chosen. */
    double interconnectOn(TrainingRequest request, Assessment assessment, Extent extent) {
        PoolView view = assessment.view();
        Chip chip = view.pool().chip().orElseThrow();
        Span span = Span.of(view.pool().topology(), extent, chip.links(), view.placeable());
        return TrainingInterconnect.share(
                chip, request.model(), assessment.variant().orElseThrow(), span, assessment.compute());
    }

    private static Span spanOf(PoolView view, Chip chip, Optional<Extent> ideal, Variant variant) {
        return ideal.map(extent -> Span.of(view.pool().topology(), extent, chip.links(), view.placeable()))
                .orElseGet(() -> new Span(variant.replicas(), false, 1));
    }

    private Assessment inference(InferenceRequest request, Policy policy, PoolView view, Chip chip, Variant variant) {
        Replica replica = new Replica(chip, request.model(), variant.parallelism(), variant.acceleratorsPerReplica());
        ServingEstimate estimate = BestBatch.estimate(replica, request.load(), request.slo());
        Optional<Serving> serving =
                estimate instanceof ServingEstimate.Serves s ? Optional.of(s.serving()) : Optional.empty();
        Maturity belief = maturityOf(request, view);
        double certain = ReplicaAvailability.of(certain(belief), variant.acceleratorsPerReplica());
        double maturity = belief.completion() * certain;
        int least = request.leastInOnePool(variant);
        boolean fits = Placer.replicas(view.placeable(), variant, least) >= least;
        Optional<Verdict> verdict = firstVerdict(new Candidacy(
                request,
                policy,
                view.pool(),
                chip,
                variant,
                view.placeableTotal(),
                view.largestNode(),
                least,
                fits,
                chip.peak(request.model().precision()).isPresent(),
                Optional.of(estimate),
                leaderWorkerSets,
                maturity));
        return new Assessment(
                view,
                Optional.of(variant),
                verdict,
                serving.map(s -> s.rooflineRequestsPerSecond() / variant.acceleratorsPerReplica())
                        .orElse(0.0),
                serving.map(Serving::interconnect).orElse(0.0),
                maturity,
                certain,
                serving,
                serving.map(s -> Sizing.replicas(request, variant, s)).orElse(variant.replicas()));
    }

    private Optional<Verdict> firstVerdict(Candidacy candidacy) {
        for (Filter filter : filters) {
            Optional<Verdict> verdict = filter.check(candidacy);
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        return Optional.empty();
    }

    private static Maturity certain(Maturity belief) {
        return new Maturity(belief.state(), 1, belief.mtbfHours());
    }

    private static Maturity maturityOf(Request request, PoolView view) {
        Maturity known = view.pool().maturity().get(request.kind());
        return known != null
                ? known
                : new Maturity(MaturityState.UNPROVEN, Prior.DEFAULT.completion(), Prior.DEFAULT.mtbfHours());
    }
}
