package dev.heterodyne.cluster;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorClassSpec;
import dev.heterodyne.api.ClassMaturity;
import dev.heterodyne.api.Efficiency;
import dev.heterodyne.api.Interconnect;
import dev.heterodyne.api.MaturityPrior;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the datasheet of an AcceleratorClass into SI units. */
public final class ClassReader {
    private static final Pattern RESOURCE =
            Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern COST = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final double BITS_PER_BYTE = 8;

    /** The chip, or the faults that leave none. */
    public Reading<Chip> read(AcceleratorClass accelerator) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(accelerator));
        AcceleratorClassSpec spec = accelerator.getSpec();
        if (spec == null) {
            checks.fault("spec", "is missing; state at least resourceName and stack");
            return new Reading<>(Optional.empty(), checks.faults());
        }
        Chip chip = chip(accelerator.getMetadata().getName(), spec, checks);
        return new Reading<>(checks.clean() ? Optional.of(chip) : Optional.empty(), checks.faults());
    }

    private static Chip chip(String name, AcceleratorClassSpec spec, FieldChecks checks) {
        if (spec.resourceName() == null) {
            checks.fault(
                    "spec.resourceName",
                    "is missing; name the extended resource that the device plugin counts, for example nvidia.com/gpu");
        }
        Optional<String> resource = checks.text(
                "spec.resourceName", spec.resourceName(), RESOURCE, 317, "domain/name, for example nvidia.com/gpu");
        Optional<String> stack = checks.stack("spec.stack", spec.stack());
        checks.text("spec.hourlyCost", spec.hourlyCost(), COST, 19, "a decimal number such as \"1.80\"");
        return new Chip(
                name,
                checks.text("spec.origin", spec.origin(), COUNTRY, 2, "two capital letters (ISO 3166), for example CN"),
                resource.orElse(""),
                stack.orElse(""),
                scaled(checks.number("spec.memoryGB", spec.memoryGB(), Range.positive(1e5)), GIGA),
                scaled(
                        checks.number("spec.memoryBandwidthGBps", spec.memoryBandwidthGBps(), Range.positive(1e6)),
                        GIGA),
                peaks(spec.peakTeraflops(), checks),
                links(spec.interconnect(), checks),
                efficiencies(spec.efficiency(), checks),
                priors(spec.maturity(), checks));
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    private static Map<Precision, Double> peaks(@Nullable Map<String, Double> teraflops, FieldChecks checks) {
        Map<Precision, Double> peaks = new EnumMap<>(Precision.class);
        if (teraflops == null) {
            return peaks;
        }
        teraflops.forEach((key, value) -> {
            String field = "spec.peakTeraflops." + key;
            Optional<Precision> precision = List.of(Precision.values()).stream()
                    .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(key))
                    .findFirst();
            if (precision.isEmpty()) {
                checks.fault(field, "is no precision; use fp32, tf32, bf16, fp16, fp8, int8, fp4 or int4");
            } else if (value == null) {
                checks.fault(field, "has no value; give the dense peak in TFLOPS or leave the line out");
            } else {
                checks.number(field, value, Range.positive(1e6)).ifPresent(v -> peaks.put(precision.get(), v * TERA));
            }
        });
        return peaks;
    }

    private static Links links(@Nullable Interconnect interconnect, FieldChecks checks) {
        if (interconnect == null) {
            return Links.UNKNOWN;
        }
        OptionalDouble up = scaled(
                checks.number("spec.interconnect.scaleUpGBps", interconnect.scaleUpGBps(), Range.positive(1e5)), GIGA);
        int domain = checks.integer(
                        "spec.interconnect.scaleUpDomain", interconnect.scaleUpDomain(), Range.between(1, 1e6))
                .orElse(Links.UNKNOWN.scaleUpDomain());
        OptionalDouble out = scaled(
                checks.number("spec.interconnect.scaleOutGbps", interconnect.scaleOutGbps(), Range.positive(1e5)),
                GIGA / BITS_PER_BYTE);
        return new Links(
                up.orElse(Links.UNKNOWN.scaleUpBytesPerSecond()),
                domain,
                out.orElse(Links.UNKNOWN.scaleOutBytesPerSecond()));
    }

    private static Efficiencies efficiencies(@Nullable Efficiency efficiency, FieldChecks checks) {
        Efficiencies otherwise = Efficiencies.DEFAULT;
        if (efficiency == null) {
            return otherwise;
        }
        String at = "spec.efficiency.";
        Range range = Range.POSITIVE_FRACTION;
        return new Efficiencies(
                checks.numberOr(at + "trainingMFU", efficiency.trainingMFU(), range, otherwise.trainingMfu()),
                checks.numberOr(at + "prefillMFU", efficiency.prefillMFU(), range, otherwise.prefillMfu()),
                checks.numberOr(at + "decodeMBU", efficiency.decodeMBU(), range, otherwise.decodeMbu()),
                checks.numberOr(at + "communication", efficiency.communication(), range, otherwise.communication()));
    }

    private static Map<WorkloadKind, Prior> priors(@Nullable ClassMaturity maturity, FieldChecks checks) {
        Map<WorkloadKind, Prior> priors = new EnumMap<>(WorkloadKind.class);
        if (maturity != null) {
            prior("training", maturity.training(), checks).ifPresent(p -> priors.put(WorkloadKind.TRAINING, p));
            prior("inference", maturity.inference(), checks).ifPresent(p -> priors.put(WorkloadKind.INFERENCE, p));
        }
        return priors;
    }

    private static Optional<Prior> prior(String kind, @Nullable MaturityPrior prior, FieldChecks checks) {
        if (prior == null) {
            return Optional.empty();
        }
        String at = "spec.maturity." + kind + ".";
        return Optional.of(new Prior(
                checks.numberOr(at + "completion", prior.completion(), Range.FRACTION, Prior.DEFAULT.completion()),
                checks.numberOr(at + "mtbfHours", prior.mtbfHours(), Range.positive(1e9), Prior.DEFAULT.mtbfHours()),
                checks.numberOr(at + "weight", prior.weight(), Range.positive(1e6), Prior.DEFAULT.weight())));
    }
}
