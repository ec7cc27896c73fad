package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mandate on the country of origin of accelerators. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.mode) || self.mode == 'None' || (has(self.countries) && self.countries.size() > 0)",
        message = "origin: mode Prefer or Require needs a country; add one to countries, or set mode None",
        fieldPath = ".countries")
@ValidationRule(
        value = "!has(self.countries) || self.countries.all(c, c.matches('^[A-Z]{2}$'))",
        message = "origin.countries: use two capital letters, ISO 3166-1 alpha-2, for example CN",
        fieldPath = ".countries")
public record OriginRule(
        @JsonPropertyDescription(
                "None, Prefer (a bonus that never crosses a floor) or Require (other pools are infeasible).")
        @Default("None")
        @Nullable
        OriginMode mode,

        @JsonPropertyDescription("ISO 3166-1 alpha-2 codes that the mandate favours.") @Size(max = 64) @Nullable
        List<@Size(max = 63) String> countries,

        @JsonPropertyDescription(
                "Added to the score of a favoured pool when the mode is Prefer, in value. Default 0.1.")
        @Default("0.1")
        @Min(0)
        @Max(1)
        @Nullable
        Double bonus) {}
