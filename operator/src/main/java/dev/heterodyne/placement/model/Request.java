package dev.heterodyne.placement.model;

import java.util.List;
import java.util.Optional;

/** A job as the placement core sees it. */
public sealed interface Request permits TrainingRequest, InferenceRequest {
    JobId id();

    /** Value of the PriorityClass, 0 where none is named. */
    int priority();

    /** Creation time in milliseconds since the epoch. */
    long createdMillis();

    /** Name of the policy, {@code default} where none is named. */
    String policyName();

    Model model();

    /** One variant per software stack, in the job's order. */
    List<Variant> variants();

    /** The variant for a stack. */
    default Optional<Variant> variantFor(String stack) {
        for (Variant variant : variants()) {
            if (variant.stack().equals(stack)) {
                return Optional.of(variant);
            }
        }
        return Optional.empty();
    }

    /** The same job at another priority. */
    Request at(int otherPriority);

    default WorkloadKind kind() {
        return id().kind();
    }
}
