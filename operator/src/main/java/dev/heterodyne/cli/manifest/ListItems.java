package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Unpacks what {@code kubectl get} prints: a {@code List}, or a list of one kind such as {@code NodeList}. */
final class ListItems {
    private static final String LIST = "List";

    private final InputProblems problems;

    ListItems(InputProblems problems) {
        this.problems = problems;
    }

    /** The objects of a document; none for an empty one. */
    Stream<Document> expand(Document document) {
        JsonNode content = document.content();
        if (content.isNull() || content.isMissingNode()) {
            return Stream.empty();
        }
        if (!content.isObject()) {
            problems.fault(document.place(), "is no object; a manifest has apiVersion, kind and metadata");
            return Stream.empty();
        }
        String kind = content.path("kind").asText("");
        if (!kind.endsWith(LIST) || !(content.has("items") || kind.equals(LIST))) {
            return Stream.of(document);
        }
        if (!content.path("items").isArray() && !content.path("items").isNull()) {
            problems.fault(document.place(), kind + ": items: must be a list of objects");
            return Stream.empty();
        }
        String itemKind = kind.substring(0, kind.length() - LIST.length());
        return StreamSupport.stream(content.path("items").spliterator(), false)
                .flatMap(item -> expand(new Document(document.place(), named(item, itemKind, content))));
    }

    /** The API server leaves kind and version out of the items of a list of one kind. */
    private static JsonNode named(JsonNode item, String kind, JsonNode list) {
        if (!(item instanceof ObjectNode object) || kind.isEmpty() || object.has("kind")) {
            return item;
        }
        ObjectNode named = object.deepCopy();
        named.put("kind", kind);
        named.set("apiVersion", list.path("apiVersion"));
        return named;
    }
}
