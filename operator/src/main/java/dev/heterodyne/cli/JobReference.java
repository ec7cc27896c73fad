package dev.heterodyne.cli;

import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A job as the user names it, for example {@code tjob/r2-pretrain}. */
record JobReference(WorkloadKind kind, String name) {

    /** The kind as manifests name it. */
    String kindName() {
        return kind == WorkloadKind.TRAINING ? "TrainingJob" : "InferenceJob";
    }

    /** Reads {@code KIND/NAME}. */
    static final class Converter implements ITypeConverter<JobReference> {
        @Override
        public JobReference convert(String text) {
            List<String> parts = List.of(text.split("/", -1));
            boolean complete = parts.stream().noneMatch(String::isEmpty);
            if (complete && parts.size() == 3) {
                throw new TypeConversionException("'" + text + "' is not KIND/NAME; name the namespace with -n, as in "
                        + parts.get(0) + "/" + parts.get(2) + " -n " + parts.get(1));
            }
            if (!complete || parts.size() != 2) {
                throw new TypeConversionException("'" + text + "' is not KIND/NAME, for example tjob/r2-pretrain");
            }
            return new JobReference(kind(parts.get(0)), parts.get(1));
        }

        private static WorkloadKind kind(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "tjob", "trainingjob", "trainingjobs" -> WorkloadKind.TRAINING;
                case "ijob", "inferencejob", "inferencejobs" -> WorkloadKind.INFERENCE;
                default ->
                    throw new TypeConversionException(
                            "'" + name + "' is no kind of job; use trainingjob (tjob) or inferencejob (ijob)");
            };
        }
    }
}
