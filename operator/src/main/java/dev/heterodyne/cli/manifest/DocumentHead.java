package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What every object has: its kind, its name and its metadata, of which only what placement looks at is kept.
 *
 * @param name kind, namespace and name, for people
 */
record DocumentHead(Document document, String name, ObjectMeta metadata, InputProblems problems) {
    /** Fields that an object of ours may have at the top. */
    static final Set<String> PARTS = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final String DEFAULT_NAMESPACE = "default";

    /** Empty, with a fault reported, where the object has no usable name. */
    static Optional<DocumentHead> of(Document document, String kind, boolean namespaced, InputProblems problems) {
        JsonNode given = document.content().path("metadata");
        String name = given.path("name").asText("");
        String namespace = given.path("namespace").asText("");
        if (!NAME.matcher(name).matches()) {
            String wrong =
                    name.isEmpty() ? "is missing" : "is '" + name + "'; use lower case letters, digits, '-' and '.'";
            problems.fault(document.place(), kind + ": metadata.name: " + wrong);
            return Optional.empty();
        }
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        if (namespaced) {
            metadata.setNamespace(namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace);
        }
        String described = kind + " " + (namespaced ? metadata.getNamespace() + "/" : "") + name;
        DocumentHead head = new DocumentHead(document, described, metadata, problems);
        return head.takeOver(given) ? Optional.of(head) : Optional.empty();
    }

    void fault(String field, String message) {
        problems.fault(document.place(), name + ": " + field + ": " + message);
    }

    private boolean takeOver(JsonNode given) {
        AtomicBoolean clean = new AtomicBoolean(true);
        ShapeCheck check = new ShapeCheck(
                (field, message) -> {
                    fault(field, message);
                    clean.set(false);
                },
                true);
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : given.path("labels").properties()) {
            String at = "metadata.labels." + label.getKey();
            check.conform(at, label.getValue(), String.class).ifPresent(v -> labels.put(label.getKey(), v.asText()));
        }
        metadata.setLabels(labels);
        text(given, "creationTimestamp", check).ifPresent(metadata::setCreationTimestamp);
        text(given, "deletionTimestamp", check).ifPresent(metadata::setDeletionTimestamp);
        return clean.get();
    }

    private static Optional<String> text(JsonNode metadata, String field, ShapeCheck check) {
        return Optional.ofNullable(metadata.get(field))
                .flatMap(n -> check.conform("metadata." + field, n, String.class))
                .map(JsonNode::asText);
    }
}
