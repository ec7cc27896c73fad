package dev.heterodyne.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Whether an object is still as it should be: everything that was asked for must be there, while what the API server and
 * others add does not count. A server may drop what is empty and rewrite quantities.
 */
final class Drift {
    private static final List<String> PARTS = List.of("metadata", "spec");
    private final KubernetesSerialization serialization;

    Drift(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    boolean isBetween(HasMetadata desired, HasMetadata actual) {
        JsonNode wanted = serialization.convertValue(desired, JsonNode.class);
        JsonNode found = serialization.convertValue(actual, JsonNode.class);
        return PARTS.stream().anyMatch(part -> !contains(found.path(part), wanted.path(part)));
    }

    private static boolean contains(JsonNode actual, JsonNode desired) {
        if (actual.isMissingNode()) {
            return isEmpty(desired);
        }
        if (desired.isObject()) {
            return actual.isObject()
                    && desired.properties().stream()
                            .allMatch(field -> contains(actual.path(field.getKey()), field.getValue()));
        }
        if (desired.isArray()) {
            return actual.isArray() && containsItems(actual, desired);
        }
        return desired.equals(actual) || sameQuantity(desired, actual);
    }

    private static boolean containsItems(JsonNode actual, JsonNode desired) {
        if (actual.size() != desired.size()) {
            return false;
        }
        for (int i = 0; i < desired.size(); i++) {
            if (!contains(actual.get(i), desired.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(JsonNode node) {
        if (node.isContainerNode()) {
            return node.isEmpty();
        }
        return node.isNull()
                || node.isMissingNode()
                || node.asText().isEmpty()
                || "0".equals(node.asText())
                || "false".equals(node.asText());
    }

    private static boolean sameQuantity(JsonNode desired, JsonNode actual) {
        if (!desired.isTextual() || !actual.isTextual()) {
            return desired.asText().equals(actual.asText());
        }
        try {
            return Quantity.getAmountInBytes(Quantity.parse(desired.asText()))
                            .compareTo(Quantity.getAmountInBytes(Quantity.parse(actual.asText())))
                    == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
