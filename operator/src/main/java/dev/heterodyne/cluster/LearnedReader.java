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

    /**
     * What status says of each kind.
     *
     * @param stackVersion that the pool states now; trust in an earlier one does not count
     */
    static Map<WorkloadKind, PoolDefinition.Learned> read(
            @Nullable AcceleratorPoolStatus status, @Nullable String stackVersion, FieldChecks checks) {
        Map<WorkloadKind, PoolDefinition.Learned> learned = new EnumMap<>(WorkloadKind.class);
        if (status != null && status.maturity() != null) {
            kind("training", status.maturity().training(), stackVersion, checks)
                    .ifPresent(l -> learned.put(WorkloadKind.TRAINING, l));
            kind("inference", status.maturity().inference(), stackVersion, checks)
                    .ifPresent(l -> learned.put(WorkloadKind.INFERENCE, l));
        }
        return learned;
    }

    private static Optional<PoolDefinition.Learned> kind(
            String name, @Nullable KindMaturity maturity, @Nullable String stackVersion, FieldChecks checks) {
        if (maturity == null) {
            return Optional.empty();
        }
        String at = "status.maturity." + name + ".";
        boolean ofAnotherVersion = maturity.stackVersion() != null
                && stackVersion != null
                && !stackVersion.equals(maturity.stackVersion());
        Optional<MaturityState> state =
                Optional.ofNullable(maturity.state()).map(LearnedReader::core).map(s -> ofAnotherVersion ? anew(s) : s);
        boolean nothingSeen = maturity.runs() != null && maturity.runs() == 0 && maturity.evidence() == null;
        if (nothingSeen) {
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

    /** Until the operator has said what a new version of the stack starts from: trust does not carry over, distrust does. */
    private static MaturityState anew(MaturityState before) {
        return switch (before) {
            case UNPROVEN, QUALIFIED -> MaturityState.UNPROVEN;
            case CANARY, QUARANTINED -> MaturityState.CANARY;
        };
    }
}
