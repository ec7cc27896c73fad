package dev.heterodyne.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.FailureSignature;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.PlacementPolicySpec;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.attribution.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads signatures of failures: those that come with the operator, and those of a policy, which go before them. */
public final class SignatureReader {
    static final String BUILT_IN = "/dev/heterodyne/failure-signatures.yaml";
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PATTERN = 256;

    /**
     * An entry of the built-in table.
     *
     * @param source where it is documented or was seen
     */
    record Entry(String name, String pattern, AttemptOutcome outcome, String source) {}

    /**
     * The table that comes with the operator, in its order.
     *
     * @throws UncheckedIOException where the installation is broken
     */
    public List<Signature> builtIn() {
        return entries().stream()
                .map(e -> new Signature(e.name(), e.pattern(), Outcomes.core(e.outcome())))
                .toList();
    }

    List<Entry> entries() {
        try (InputStream table = SignatureReader.class.getResourceAsStream(BUILT_IN)) {
            if (table == null) {
                throw new IOException(BUILT_IN + " is missing from the operator's jar; install it anew");
            }
            return new ObjectMapper(new YAMLFactory()).readValue(table, new TypeReference<List<Entry>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policy's own signatures in their order; no value where one of them is faulty. */
    public Reading<List<Signature>> read(PlacementPolicy policy) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(policy));
        List<Signature> signatures = new ArrayList<>();
        List<FailureSignature> given = Optional.ofNullable(policy.getSpec())
                .map(PlacementPolicySpec::failureSignatures)
                .orElse(List.of());
        for (int i = 0; i < given.size(); i++) {
            signature("spec.failureSignatures[" + i + "].", given.get(i), checks)
                    .ifPresent(signatures::add);
        }
        checks.unique(
                "spec.failureSignatures",
                signatures.stream().map(Signature::name).toList(),
                "give each a name of its own, or join their patterns with '|'");
        return new Reading<>(checks.clean() ? Optional.of(List.copyOf(signatures)) : Optional.empty(), checks.faults());
    }

    private static Optional<Signature> signature(String at, FailureSignature signature, FieldChecks checks) {
        Optional<String> name = given(at + "name", signature.name(), LONGEST_NAME, checks);
        Optional<String> pattern = given(at + "pattern", signature.pattern(), LONGEST_PATTERN, checks)
                .filter(p -> compiles(at + "pattern", p, checks));
        Optional<Outcome> outcome = outcome(at + "outcome", signature.outcome(), checks);
        return name.isPresent() && pattern.isPresent() && outcome.isPresent()
                ? Optional.of(new Signature(name.get(), pattern.get(), outcome.get()))
                : Optional.empty();
    }

    private static Optional<String> given(String field, @Nullable String value, int most, FieldChecks checks) {
        if (value == null || value.isBlank() || value.length() > most) {
            checks.fault(field, "is '" + (value == null ? "" : value) + "'; give 1 to " + most + " characters");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private static boolean compiles(String field, String pattern, FieldChecks checks) {
        try {
            Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
            return true;
        } catch (PatternSyntaxException e) {
            checks.fault(
                    field,
                    "is '%s', which is no RE2 expression (%s); mend it, for example put '\\' before characters that are meant as they are"
                            .formatted(pattern, e.getDescription()));
            return false;
        }
    }

    private static Optional<Outcome> outcome(String field, @Nullable AttemptOutcome outcome, FieldChecks checks) {
        if (outcome != null) {
            switch (outcome) {
                case StackFailure, HardwareFailure, UserError, Unknown -> {
                    return Optional.of(Outcomes.core(outcome));
                }
                case Completed, Preempted, Cancelled -> {}
            }
        }
        checks.fault(
                field,
                "is " + (outcome == null ? "missing" : outcome)
                        + "; a signature can tell StackFailure, HardwareFailure, UserError or Unknown");
        return Optional.empty();
    }
}
