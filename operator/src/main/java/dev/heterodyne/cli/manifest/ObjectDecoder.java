package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.cluster.ClusterFaults;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes API objects of documents and reports what keeps it from doing so. */
final class ObjectDecoder {
    private static final String API_VERSION = Heterodyne.GROUP + "/" + Heterodyne.VERSION;
    private static final Map<String, Class<? extends HasMetadata>> BUILT_IN = Map.of(
            "v1 Node", Node.class, "v1 Pod", Pod.class, "scheduling.k8s.io/v1 PriorityClass", PriorityClass.class);

    private final Binding binding = new Binding();
    private final InputProblems problems;
    private final List<HasMetadata> objects = new ArrayList<>();
    private final Map<String, Place> seen = new HashMap<>();

    ObjectDecoder(InputProblems problems) {
        this.problems = problems;
    }

    List<HasMetadata> objects() {
        return List.copyOf(objects);
    }

    /** Takes in a document; it becomes one of {@link #objects} only where it is free of faults. */
    void decode(Document document) {
        String kind = document.content().path("kind").asText("");
        String version = document.content().path("apiVersion").asText("");
        if (kind.isEmpty() || version.isEmpty()) {
            problems.fault(document.place(), (kind.isEmpty() ? "kind" : kind + ": apiVersion") + ": is missing");
        } else if (version.startsWith(Heterodyne.GROUP + "/")) {
            decodeOurs(document, version, kind);
        } else if (BUILT_IN.containsKey(version + " " + kind)) {
            boolean namespaced = kind.equals("Pod");
            DocumentHead.of(document, kind, namespaced, problems)
                    .ifPresent(h -> decodeBuiltIn(h, version + " " + kind));
        } else {
            problems.note(document.place(), version + " " + kind + " is skipped");
        }
    }

    private void decodeOurs(Document document, String version, String kind) {
        CustomKind<?, ?, ?> ours = CustomKind.BY_NAME.get(kind);
        if (kind.equals("PlacementQueue")) {
            problems.warn(document.place(), "PlacementQueue is read but quotas are not enforced yet");
        } else if (ours == null) {
            problems.fault(
                    document.place(),
                    "kind: is '" + kind + "', which " + Heterodyne.GROUP + " does not have; it has "
                            + String.join(
                                    ", ",
                                    CustomKind.BY_NAME.keySet().stream()
                                            .sorted()
                                            .toList())
                            + " and PlacementQueue");
        } else if (!version.equals(API_VERSION)) {
            problems.fault(document.place(), kind + ": apiVersion: is '" + version + "'; must be " + API_VERSION);
        } else {
            DocumentHead.of(document, kind, ours.namespaced(), problems).ifPresent(h -> decodeOurs(h, ours));
        }
    }

    private <S, T, R extends CustomResource<S, T>> void decodeOurs(DocumentHead head, CustomKind<S, T, R> kind) {
        if (isDuplicate(head)) {
            return;
        }
        int before = problems.faultCount();
        ShapeCheck strict = new ShapeCheck(head::fault, false);
        ShapeCheck lenient = new ShapeCheck(head::fault, true);
        R object = kind.create().get();
        object.setMetadata(head.metadata());
        Optional<JsonNode> spec = part(head, "spec").flatMap(n -> strict.conform("spec", n, kind.spec()));
        Optional<JsonNode> status = kind.status() == Void.class
                ? Optional.empty()
                : part(head, "status").flatMap(n -> lenient.conform("status", n, kind.status()));
        head.document().content().fieldNames().forEachRemaining(name -> {
            if (!DocumentHead.PARTS.contains(name)) {
                head.fault(name, "is no field here; the fields are apiVersion, kind, metadata, spec and status");
            }
        });
        if (problems.faultCount() > before) {
            return;
        }
        try {
            if (spec.isPresent()) {
                object.setSpec(binding.bind(spec.get(), kind.spec()));
            }
            if (status.isPresent()) {
                object.setStatus(binding.bind(status.get(), kind.status()));
            }
        } catch (JsonMappingException e) {
            head.fault(Binding.path(e), e.getOriginalMessage());
            return;
        }
        kind.check()
                .apply(object)
                .forEach(fault -> problems.fault(head.document().place(), fault));
        keep(object, before);
    }

    private static Optional<JsonNode> part(DocumentHead head, String name) {
        return Optional.ofNullable(head.document().content().get(name));
    }

    private void decodeBuiltIn(DocumentHead head, String kind) {
        if (isDuplicate(head)) {
            return;
        }
        int before = problems.faultCount();
        try {
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            head.document().content().properties().forEach(e -> {
                if (!e.getKey().equals("metadata")) {
                    content.set(e.getKey(), e.getValue());
                }
            });
            HasMetadata object = binding.bind(content, BUILT_IN.getOrDefault(kind, Node.class));
            object.setMetadata(head.metadata());
            ClusterFaults.of(object)
                    .forEach(fault -> problems.fault(head.document().place(), fault));
            keep(object, before);
        } catch (JsonMappingException e) {
            head.fault(Binding.path(e), "is of the wrong type: " + e.getOriginalMessage());
        }
    }

    private boolean isDuplicate(DocumentHead head) {
        Place first = seen.putIfAbsent(head.name(), head.document().place());
        if (first != null) {
            problems.fault(
                    head.document().place(), head.name() + ": is given twice, first in " + first + "; remove one");
        }
        return first != null;
    }

    private void keep(HasMetadata object, int faultsBefore) {
        if (problems.faultCount() == faultsBefore) {
            objects.add(object);
        }
    }
}
