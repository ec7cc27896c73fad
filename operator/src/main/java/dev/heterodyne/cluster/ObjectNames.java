package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Names and ages of Kubernetes objects. */
final class ObjectNames {
    private ObjectNames() {}

    /** Kind, namespace and name, for people. */
    static String describe(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        return object.getKind() + " " + (namespace == null || namespace.isEmpty() ? name : namespace + "/" + name);
    }

    /** The id of a job of that kind. */
    static JobId id(HasMetadata job, WorkloadKind kind) {
        return new JobId(
                kind, job.getMetadata().getNamespace(), job.getMetadata().getName());
    }

    /** Creation time in milliseconds since the epoch; what is not created yet is younger than all that is. */
    static long createdMillis(HasMetadata object, FieldChecks checks) {
        String created = object.getMetadata().getCreationTimestamp();
        if (created == null) {
            return Long.MAX_VALUE;
        }
        try {
            return OffsetDateTime.parse(created).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            checks.fault(
                    "metadata.creationTimestamp",
                    "is '" + created + "'; write it as in RFC 3339: 2026-01-31T12:00:00Z");
            return 0;
        }
    }
}
