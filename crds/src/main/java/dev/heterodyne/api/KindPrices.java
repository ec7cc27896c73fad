package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A price per kind of workload, in value per accelerator. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KindPrices(
        @JsonPropertyDescription("Charged to training.") @Nullable
        Double training,

        @JsonPropertyDescription("Charged to inference.") @Nullable
        Double inference) {}
