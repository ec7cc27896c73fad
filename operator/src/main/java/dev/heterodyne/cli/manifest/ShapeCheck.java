package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Compares a part of a manifest with the Java type it will be bound to, as the API server compares it with the schema:
 * names of fields and types of values. All that is wrong is reported at once, by path, and left out of the result.
 */
final class ShapeCheck {
    private final BiConsumer<String, String> faults;
    private final boolean lenient;

    /**
     * @param faults takes the path of a field and what is wrong with it
     * @param lenient leaves out unknown fields and names without a word, as for a status that a newer version wrote
     */
    ShapeCheck(BiConsumer<String, String> faults, boolean lenient) {
        this.faults = faults;
        this.lenient = lenient;
    }

    /** What can be bound; empty where the value is null or of the wrong type. */
    Optional<JsonNode> conform(String path, JsonNode node, Type type) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(path, node, generic) : map(path, node, generic);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == String.class) {
            return keep(path, node, node.isTextual(), "text; put it in quotes");
        } else if (wanted == Integer.class || wanted == int.class) {
            return keep(path, node, node.isIntegralNumber() && node.canConvertToInt(), "a whole number");
        } else if (wanted == Long.class || wanted == long.class) {
            return keep(path, node, node.isIntegralNumber() && node.canConvertToLong(), "a whole number");
        } else if (wanted == Double.class || wanted == double.class) {
            return keep(path, node, node.isNumber(), "a number");
        } else if (wanted == Boolean.class || wanted == boolean.class) {
            return keep(path, node, node.isBoolean(), "true or false");
        } else if (wanted.isEnum()) {
            return constant(path, node, wanted);
        } else if (wanted == PodTemplateSpec.class) {
            // As in the CRD: any object. What is wrong in it shows when pods are made of it.
            return keep(path, node, node.isObject(), "an object");
        }
        return object(path, node, wanted);
    }

    private Optional<JsonNode> keep(String path, JsonNode node, boolean fits, String wanted) {
        if (!fits) {
            faults.accept(path, "is " + shown(node) + "; must be " + wanted);
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static String shown(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        return node.isArray() ? "a list" : node.toString();
    }

    private Optional<JsonNode> constant(String path, JsonNode node, Class<?> type) {
        List<String> names =
                Stream.of(type.getEnumConstants()).map(Object::toString).toList();
        boolean known = node.isTextual() && names.contains(node.asText());
        return lenient && !known ? Optional.empty() : keep(path, node, known, "one of " + String.join(", ", names));
    }

    private Optional<JsonNode> list(String path, JsonNode node, ParameterizedType type) {
        if (!node.isArray()) {
            return keep(path, node, false, "a list");
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < node.size(); i++) {
            String at = path + "[" + i + "]";
            if (node.get(i).isNull()) {
                faults.accept(at, "is empty; fill it in or remove it");
            }
            conform(at, node.get(i), type.getActualTypeArguments()[0]).ifPresent(list::add);
        }
        return Optional.of(list);
    }

    private Optional<JsonNode> map(String path, JsonNode node, ParameterizedType type) {
        if (!node.isObject()) {
            return keep(path, node, false, "an object");
        }
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(e -> {
            String at = path + "." + e.getKey();
            if (e.getValue().isNull()) {
                faults.accept(at, "has no value; fill it in or remove it");
            }
            conform(at, e.getValue(), type.getActualTypeArguments()[1]).ifPresent(v -> map.set(e.getKey(), v));
        });
        return Optional.of(map);
    }

    private Optional<JsonNode> object(String path, JsonNode node, Class<?> type) {
        if (!node.isObject()) {
            return keep(path, node, false, "an object");
        }
        Map<String, Type> fields = fields(type);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(e -> {
            String at = path + "." + e.getKey();
            Type field = fields.get(e.getKey());
            if (field != null) {
                conform(at, e.getValue(), field).ifPresent(v -> object.set(e.getKey(), v));
            } else if (!lenient) {
                faults.accept(at, "is no field here; the fields are " + String.join(", ", fields.keySet()));
            }
        });
        return Optional.of(object);
    }

    /** Fields by name: the components of our records, the annotated fields of Fabric8's classes. */
    private static Map<String, Type> fields(Class<?> type) {
        Map<String, Type> fields = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                fields.put(component.getName(), component.getGenericType());
            }
            return fields;
        }
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(JsonProperty.class)) {
                fields.put(field.getName(), field.getGenericType());
            }
        }
        return fields;
    }
}
