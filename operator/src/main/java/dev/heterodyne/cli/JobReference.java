package dev.heterodyne.cli;

import dev.heterodyne.placement.model.WorkloadKind;
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
            int slash = text.indexOf('/');
            if (slash < 1 || slash == text.length() - 1) {
                throw new TypeConversionException("'" + text + "' is not KIND/NAME, for example tjob/r2-pretrain");
            }
            return new JobReference(kind(text.substring(0, slash)), text.substring(slash + 1));
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
