package dev.heterodyne.cluster;

import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads the maturity that runs have left in a pool's status. */
final class LearnedReader {
    private LearnedReader() {}

    static Map<WorkloadKind, PoolDefinition.Learned> read(@Nullable AcceleratorPoolStatus status, FieldChecks checks) {
        Map<WorkloadKind, PoolDefinition.Learned> learned = new EnumMap<>(WorkloadKind.class);
        if (status != null && status.maturity() != null) {
            kind("training", status.maturity().training(), checks)
                    .ifPresent(l -> learned.put(WorkloadKind.TRAINING, l));
            kind("inference", status.maturity().inference(), checks)
                    .ifPresent(l -> learned.put(WorkloadKind.INFERENCE, l));
        }
        return learned;
    }

    private static Optional<PoolDefinition.Learned> kind(
            String name, @Nullable KindMaturity maturity, FieldChecks checks) {
        if (maturity == null) {
            return Optional.empty();
        }
        String at = "status.maturity." + name + ".";
        Optional<MaturityState> state = Optional.ofNullable(maturity.state()).map(LearnedReader::core);
        if (maturity.runs() != null && maturity.runs() == 0) {
            // What the operator shows of a pool that nothing has run on is the class's prior, which may change.
            return Optional.of(new PoolDefinition.Learned(state, OptionalDouble.empty(), OptionalDouble.empty()));
        }
        OptionalDouble score = checks.number(at + "score", maturity.score(), Range.FRACTION);
        OptionalDouble completion = checks.number(at + "completion", maturity.completion(), Range.FRACTION);
        return Optional.of(new PoolDefinition.Learned(
                state,
                completion.isPresent() ? completion : score,
                checks.number(at + "mtbfHours", maturity.mtbfHours(), Range.positive(1e9))));
    }

    private static MaturityState core(dev.heterodyne.api.MaturityState state) {
        return switch (state) {
            case Unproven -> MaturityState.UNPROVEN;
            case Canary -> MaturityState.CANARY;
            case Qualified -> MaturityState.QUALIFIED;
            case Quarantined -> MaturityState.QUARANTINED;
        };
    }
}
