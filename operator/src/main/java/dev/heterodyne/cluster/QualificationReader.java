package dev.heterodyne.cluster;

import dev.heterodyne.api.Qualification;
import dev.heterodyne.api.QualificationTemplate;
import dev.heterodyne.placement.model.QualificationPolicy;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a policy lets pools earn trust. */
final class QualificationReader {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final double MILLIS_PER_DAY = 86_400_000;
    private static final double MOST_DAYS = 36_500;

    private QualificationReader() {}

    static QualificationPolicy read(@Nullable Qualification qualification, FieldChecks checks) {
        QualificationPolicy otherwise = QualificationPolicy.DEFAULT;
        if (qualification == null) {
            return otherwise;
        }
        String at = "spec.qualification.";
        template(at + "template", qualification.template(), checks);
        return new QualificationPolicy(
                checks.integer(at + "canaryRuns", qualification.canaryRuns(), Range.between(1, 1000))
                        .orElse(otherwise.canaryRuns()),
                checks.integer(at + "maxAccelerators", qualification.maxAccelerators(), Range.between(1, 1e6))
                        .orElse(otherwise.maxAccelerators()),
                checks.numberOr(at + "budget", qualification.budget(), Range.FRACTION, otherwise.budget()),
                days(at + "halfLifeDays", qualification.halfLifeDays(), otherwise.halfLife(), checks),
                checks.numberOr(
                        at + "versionDiscount",
                        qualification.versionDiscount(),
                        Range.FRACTION,
                        otherwise.versionDiscount()));
    }

    private static Duration days(String field, @Nullable Double days, Duration otherwise, FieldChecks checks) {
        OptionalDouble read = checks.number(field, days, Range.positive(MOST_DAYS));
        return read.isPresent() ? Duration.ofMillis(Math.round(read.getAsDouble() * MILLIS_PER_DAY)) : otherwise;
    }

    private static void template(String at, @Nullable QualificationTemplate template, FieldChecks checks) {
        if (template == null) {
            return;
        }
        if (template.namespace() == null) {
            checks.fault(at + ".namespace", "is missing; name the namespace that the canary runs are made in");
        }
        checks.text(at + ".namespace", template.namespace(), NAMESPACE, 63, "lower case letters, digits and '-'");
        if (template.spec() == null) {
            checks.fault(at + ".spec", "is missing; write the spec of a TrainingJob");
        }
    }
}
