package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.score.ServingEstimate;
import dev.heterodyne.placement.score.TrainingMemory;
import java.util.Optional;
import java.util.OptionalDouble;

/** The model must fit the memory of the accelerators asked for. */
final class MemoryFilter implements Filter {
    private static final double GB = 1e9;

    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        if (candidacy.request().model().assumed()) {
            return Optional.empty();
        }
        return candidacy.request() instanceof TrainingRequest ? training(candidacy) : inference(candidacy);
    }

    private static Optional<Verdict> training(Candidacy candidacy) {
        OptionalDouble memory = candidacy.chip().memoryBytes();
        double needed = TrainingMemory.bytesPerCopy(candidacy.request().model());
        double available =
                memory.orElse(Double.POSITIVE_INFINITY) * candidacy.variant().accelerators();
        return needed > available ? tooSmall("the weights", needed, available) : Optional.empty();
    }

    private static Optional<Verdict> inference(Candidacy candidacy) {
        return candidacy
                .serving()
                .filter(ServingEstimate.DoesNotFit.class::isInstance)
                .map(ServingEstimate.DoesNotFit.class::cast)
                .flatMap(d -> tooSmall("weights and one sequence's cache", d.neededBytes(), d.availableBytes()));
    }

    private static Optional<Verdict> tooSmall(String what, double needed, double available) {
        return Optional.of(new Verdict(
                Reason.ModelDoesNotFit,
                "%s need %.0f GB, the accelerators asked for have %.0f GB; ask for more accelerators"
                        .formatted(what, needed / GB, available / GB)));
    }
}
