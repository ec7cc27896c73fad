package dev.heterodyne.cluster;

import dev.heterodyne.api.ModelSpec;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Precision;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the model of a job. */
final class ModelReader {
    private static final Pattern PARAMETERS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMBT]?)");
    private static final Map<String, Double> UNITS = Map.of("", 1.0, "K", 1e3, "M", 1e6, "B", 1e9, "T", 1e12);
    private static final Range SANE = Range.between(1, 1e15);

    private ModelReader() {}

    static Model read(@Nullable ModelSpec model, FieldChecks checks) {
        if (model == null) {
            return Model.NOMINAL;
        }
        if (model.parameters() == null) {
            checks.fault("spec.model.parameters", "is missing; write for example 671B, 7B or 350M");
        }
        double parameters =
                count("spec.model.parameters", model.parameters(), checks).orElse(Model.NOMINAL.parameters());
        double active = count("spec.model.activeParameters", model.activeParameters(), checks)
                .orElse(parameters);
        if (active > parameters) {
            checks.fault(
                    "spec.model.activeParameters",
                    "is " + model.activeParameters() + ", more than parameters (" + model.parameters()
                            + "); a mixture of experts activates a part of them");
        }
        dev.heterodyne.api.Precision precision = model.precision();
        return new Model(
                parameters,
                active,
                precision == null ? Precision.BF16 : core(precision),
                checks.integer("spec.model.layers", model.layers(), Range.between(1, 1e5)),
                checks.integer("spec.model.hiddenSize", model.hiddenSize(), Range.between(1, 1e7)),
                checks.number("spec.model.kvBytesPerToken", model.kvBytesPerToken(), Range.between(0, 1e9)),
                false);
    }

    private static OptionalDouble count(String field, @Nullable String text, FieldChecks checks) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        Matcher matcher = PARAMETERS.matcher(text);
        if (text.length() > 32 || !matcher.matches()) {
            checks.fault(field, "is '" + text + "'; write a number with K, M, B or T, for example 671B");
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1.0);
        if (!SANE.contains(value)) {
            checks.fault(field, "is '" + text + "'; give a number of parameters from 1 to 1000T");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value);
    }

    private static Precision core(dev.heterodyne.api.Precision precision) {
        return switch (precision) {
            case fp32 -> Precision.FP32;
            case bf16 -> Precision.BF16;
            case fp16 -> Precision.FP16;
            case fp8 -> Precision.FP8;
            case int8 -> Precision.INT8;
            case fp4 -> Precision.FP4;
            case int4 -> Precision.INT4;
        };
    }
}
