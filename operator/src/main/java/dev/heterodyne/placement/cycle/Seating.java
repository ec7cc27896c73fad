package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pools that could hold a job if they were empty, what it is worth there, and on which nodes it fits now. */
final class Seating {
    private final Request job;
    private final Assessor assessor;
    private final Prospects prospects;
    private final List<Option> options;

    /**
     * A pool that could hold the job if it were empty.
     *
     * @param worth value and origin bonus on the best domain there is
     */
    record Option(Assessment assessment, double worth) {
        private static final Comparator<Option> BEST_FIRST = Comparator.comparingDouble(Option::worth)
                .reversed()
                .thenComparing(option -> option.view().pool().name());

        PoolView view() {
            return assessment.view();
        }
    }

    /**
     * Nodes that the job holds.
     *
     * @param worth value and origin bonus on these nodes
     */
    record Seat(Share share, double worth) {}

    Seating(Request job, Prospects prospects, Assessor assessor) {
        this.job = job;
        this.assessor = assessor;
        this.prospects = prospects;
        this.options = prospects.assessments().stream()
                .filter(Assessment::feasible)
                .map(a -> new Option(a, worth(a, a.interconnect())))
                .sorted(Option.BEST_FIRST)
                .toList();
    }

    /** Best first; not empty for a job that has a place or is crowded out. */
    List<Option> options() {
        return options;
    }

    /** Value and bonus in the best pool. */
    double ideal() {
        return options.get(0).worth();
    }

    /** Accelerators in the best pool. */
    double accelerators() {
        return options.get(0).assessment().accelerators();
    }

    /** Replicas without which the job has no place in a pool. */
    int least(Option option) {
        return job instanceof InferenceRequest inference
                ? inference
                        .replicasOn(option.assessment().variant().orElseThrow())
                        .min()
                : option.assessment().replicas();
    }

    /** Takes nodes for so many replicas, if they fit what is free. */
    Optional<Seat> take(Option option, int replicas) {
        PoolView view = option.view();
        Variant variant = option.assessment().variant().orElseThrow();
        boolean tooMany = job instanceof InferenceRequest inference && replicas > inference.mostInOnePool(variant);
        if (tooMany || view.freeTotal() < (long) replicas * variant.acceleratorsPerReplica()) {
            return Optional.empty();
        }
        if (!(job instanceof TrainingRequest training)) {
            return Seats.of(variant)
                    .fit(view, replicas)
                    .filter(fit -> fit.nodes().size() == (long) replicas * variant.podsPerReplica())
                    .map(fit -> new Seat(view.take(variant, fit), option.worth()));
        }
        return Placer.ask(training, variant, view).flatMap(ask -> {
            GangRooms rooms = new RoomsWithout(training.restrictions().nodes()).rooms(view, ask);
            return rooms.extent(ask).map(extent -> {
                double interconnect = assessor.interconnectOn(training, option.assessment(), extent);
                Share share = view.take(variant, rooms.fit(ask).orElseThrow());
                return new Seat(share, worth(option.assessment(), interconnect));
            });
        });
    }

    private double worth(Assessment assessment, double interconnect) {
        Candidate candidate = CandidateFigures.of(prospects, assessment, Optional.empty(), interconnect, 0);
        return candidate.value() + candidate.bonus();
    }
}
