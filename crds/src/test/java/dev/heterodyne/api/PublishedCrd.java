package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns what the generator wrote for a kind into what is published, in the places where no annotation can: the generator
 * sorts printer columns by path, knows no text for root, spec and status, and leaves spec optional.
 */
record PublishedCrd(ObjectNode crd) {
    private static final String SPEC = "What is wanted; written by users.";
    private static final String STATUS = "What the operator has found and done; written by it only.";

    static PublishedCrd fromGenerated(ObjectNode generated) {
        ObjectNode crd = generated.deepCopy();
        Class<?> kind = classOf(crd);
        for (JsonNode version : crd.at("/spec/versions")) {
            orderColumnsAsInJava((ObjectNode) version, kind);
            ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
            completeRoot(schema, kind);
            sortFields(schema);
        }
        writeWholeNumbersAsIntegers(crd);
        return new PublishedCrd(crd);
    }

    /** Name of the committed file. */
    String fileName() {
        return crd.at("/spec/names/plural").asText() + ".yaml";
    }

    private static Class<?> classOf(ObjectNode crd) {
        String name = Heterodyne.class.getPackageName() + "."
                + crd.at("/spec/names/kind").asText();
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class for a generated CRD; run a clean build: " + name, e);
        }
    }

    private static void orderColumnsAsInJava(ObjectNode version, Class<?> kind) {
        JsonNode generated = version.get("additionalPrinterColumns");
        ArrayNode ordered = version.putArray("additionalPrinterColumns");
        for (AdditionalPrinterColumn column : kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
            ordered.add(withoutDefaultPriority(byName(generated, column.name())));
        }
        if (ordered.size() != generated.size()) {
            throw new IllegalStateException(kind + " has a printer column that is not an annotation of the class");
        }
    }

    private static JsonNode byName(JsonNode columns, String name) {
        for (JsonNode column : columns) {
            if (column.get("name").asText().equals(name)) {
                return column;
            }
        }
        throw new IllegalStateException("the generator left out the printer column " + name);
    }

    private static JsonNode withoutDefaultPriority(JsonNode column) {
        if (column.path("priority").asInt() == 0) {
            ((ObjectNode) column).remove("priority");
        }
        return column;
    }

    private static void completeRoot(ObjectNode schema, Class<?> kind) {
        JsonClassDescription purpose = kind.getAnnotation(JsonClassDescription.class);
        if (purpose == null) {
            throw new IllegalStateException(
                    kind + " needs @JsonClassDescription: what kubectl explain says of the kind");
        }
        schema.put("description", purpose.value());
        schema.putArray("required").add("spec");
        ObjectNode properties = (ObjectNode) schema.get("properties");
        describe((ObjectNode) properties.get("spec"), SPEC);
        ObjectNode status = (ObjectNode) properties.get("status");
        if (status.has("properties")) {
            describe(status, STATUS);
        } else {
            properties.remove("status");
        }
    }

    private static void describe(ObjectNode property, String text) {
        property.put("description", text);
        sortFields(property);
    }

    private static void sortFields(ObjectNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        node.removeAll();
        node.setAll(sorted);
    }

    private static void writeWholeNumbersAsIntegers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (isWhole(field.getValue())) {
                    field.setValue(LongNode.valueOf(field.getValue().asLong()));
                } else {
                    writeWholeNumbersAsIntegers(field.getValue());
                }
            });
        } else {
            node.forEach(PublishedCrd::writeWholeNumbersAsIntegers);
        }
    }

    private static boolean isWhole(JsonNode value) {
        return value.isFloatingPointNumber() && value.asDouble() == Math.rint(value.asDouble());
    }
}
