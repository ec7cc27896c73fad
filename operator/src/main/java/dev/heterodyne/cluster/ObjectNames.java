package dev.heterodyne.cluster;

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

    /** Creation time in milliseconds since the epoch; 0 where it is not stated, so that manifests keep no order of age. */
    static long createdMillis(HasMetadata object, FieldChecks checks) {
        String created = object.getMetadata().getCreationTimestamp();
        if (created == null) {
            return 0;
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
