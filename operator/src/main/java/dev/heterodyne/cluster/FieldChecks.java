package dev.heterodyne.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the fields of one object and collects what is wrong, so that all faults are reported at once. */
final class FieldChecks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final String NAME_CHARACTERS = "lower case letters, digits, '-' and '.'";
    private static final int MAX_NAME = 253;
    private static final int MAX_STACK = 63;

    private final String object;
    private final List<Fault> faults = new ArrayList<>();

    FieldChecks(String object) {
        this.object = object;
    }

    void fault(String field, String message) {
        faults.add(new Fault(object, field, message));
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    boolean clean() {
        return faults.isEmpty();
    }

    /** The value where it is given and in range; empty otherwise, with a fault where it is out of range. */
    OptionalDouble number(String field, @Nullable Number value, Range range) {
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!range.contains(value.doubleValue())) {
            fault(field, "is " + value + "; give a number " + range);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.doubleValue());
    }

    double numberOr(String field, @Nullable Number value, Range range, double otherwise) {
        return number(field, value, range).orElse(otherwise);
    }

    OptionalInt integer(String field, @Nullable Integer value, Range range) {
        OptionalDouble checked = number(field, value, range);
        return checked.isPresent() ? OptionalInt.of((int) checked.getAsDouble()) : OptionalInt.empty();
    }

    /** As {@link #integer}, with a fault where the field is missing. */
    OptionalInt required(String field, @Nullable Integer value, Range range) {
        if (value == null) {
            fault(field, "is missing; give a number " + range);
        }
        return integer(field, value, range);
    }

    /** A Kubernetes object name, where given. */
    Optional<String> name(String field, @Nullable String value) {
        return text(field, value, NAME, MAX_NAME, NAME_CHARACTERS);
    }

    /** The name of a software stack, which has to be given and is shorter than other names may be. */
    Optional<String> stack(String field, @Nullable String value) {
        if (value == null) {
            fault(field, "is missing; name the software stack, for example cuda or cann");
        }
        return text(field, value, NAME, MAX_STACK, NAME_CHARACTERS);
    }

    Optional<String> text(String field, @Nullable String value, Pattern pattern, int maxLength, String allowed) {
        if (value == null) {
            return Optional.empty();
        }
        if (!pattern.matcher(value).matches() || value.length() > maxLength) {
            fault(field, "is '" + value + "'; use " + allowed + ", at most " + maxLength + " characters");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Reports a list that holds an entry twice. */
    void unique(String field, List<String> values, String remedy) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                fault(field, "names '" + value + "' twice; " + remedy);
            }
        }
    }
}
