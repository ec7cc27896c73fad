package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How jobs that name this policy are placed; the policy called default applies where a job names none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementPolicySpec(
        @JsonPropertyDescription("Exponents on the three factors per kind of workload.") @Nullable
        KindWeights weights,

        @JsonPropertyDescription("Least maturity per kind of workload.") @Nullable
        KindFloors floors,

        @JsonPropertyDescription("Mandate on the country of origin.") @Nullable
        OriginRule origin,

        @JsonPropertyDescription(
                "Shares of the cluster's accelerators that each kind is expected to want; sets prices while the cluster is quiet.")
        @Nullable
        KindShares expectedDemand,

        @JsonPropertyDescription("How a pool below its floor earns its way back.") @Nullable
        Qualification qualification,

        @JsonPropertyDescription("When a job moves away from hardware that fails it.") @Nullable
        Reroute reroute,

        @JsonPropertyDescription(
                "What termination messages give away about failures; looked at before the built-in table.")
        @Size(max = 64)
        @Nullable
        List<FailureSignature> failureSignatures) {}
