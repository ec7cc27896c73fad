package dev.heterodyne.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublishedCrdTest {
    @BeforeAll
    static void updateIfAsked() {
        if (Boolean.getBoolean("crds.update")) {
            CrdFiles.update();
        }
    }

    @Test
    void committedFilesAreWhatTheTypesGenerate() {
        Map<String, String> committed = CrdFiles.committed();
        Map<String, String> generated = CrdFiles.generated();
        Set<String> names = new TreeSet<>(committed.keySet());
        names.addAll(generated.keySet());
        assertThat(names)
                .as(
                        "crds/*.yaml do not match the types in crds/src/main/java; regenerate and commit them: %s",
                        CrdFiles.UPDATE_COMMAND)
                .allSatisfy(name -> assertThat(
                                firstDifference(committed.getOrDefault(name, ""), generated.getOrDefault(name, "")))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void everyPropertyHasADescription() {
        List<String> bare = new ArrayList<>();
        CrdFiles.committedCrds().forEach((file, crd) -> collectBare(file, schemaOf(crd), bare));
        assertThat(bare)
                .as("properties that kubectl explain has nothing to say of; add @JsonPropertyDescription")
                .isEmpty();
    }

    @Test
    void specIsRequired() {
        CrdFiles.committedCrds()
                .forEach((file, crd) -> assertThat(schemaOf(crd).get("required"))
                        .as(file)
                        .map(JsonNode::asText)
                        .containsExactly("spec"));
    }

    @Test
    void everyListAndMapThatARuleWalksIsBounded() {
        List<String> unbounded = new ArrayList<>();
        CrdFiles.committedCrds()
                .forEach((file, crd) ->
                        collectUnbounded(file + " spec", schemaOf(crd).at("/properties/spec"), unbounded));
        assertThat(unbounded)
                .as("the API server bounds the cost of rules by these; add @Size")
                .isEmpty();
    }

    @Test
    void inferenceJobsScale() {
        ObjectNode crd = CrdFiles.committedCrds().get("inferencejobs.yaml");
        JsonNode scale = crd.at("/spec/versions/0/subresources/scale");
        assertThat(scale.get("specReplicasPath").asText()).isEqualTo(".spec.replicas.desired");
        assertThat(scale.get("statusReplicasPath").asText()).isEqualTo(".status.replicas");
        assertThat(scale.get("labelSelectorPath").asText()).isEqualTo(".status.selector");
    }

    @Test
    void kindsWithAStatusHaveTheSubresource() {
        CrdFiles.committedCrds().forEach((file, crd) -> {
            boolean status = schemaOf(crd).at("/properties").has("status");
            assertThat(crd.at("/spec/versions/0/subresources").has("status"))
                    .as(file)
                    .isEqualTo(status);
        });
    }

    private static String firstDifference(String committed, String generated) {
        List<String> is = committed.lines().toList();
        List<String> wanted = generated.lines().toList();
        for (int line = 0; line < Math.max(is.size(), wanted.size()); line++) {
            String left = line < is.size() ? is.get(line).strip() : "(end of file)";
            String right = line < wanted.size() ? wanted.get(line).strip() : "(end of file)";
            if (!left.equals(right)) {
                return "line %d is \"%s\", the types say \"%s\"".formatted(line + 1, left, right);
            }
        }
        return committed.equals(generated) ? "" : "white space differs";
    }

    private static JsonNode schemaOf(ObjectNode crd) {
        return crd.at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static void collectBare(String path, JsonNode schema, List<String> bare) {
        if (schema.path("description").asText().isBlank()) {
            bare.add(path);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collectBare(path + "." + property.getKey(), property.getValue(), bare));
        schema.at("/items/properties")
                .properties()
                .forEach(property -> collectBare(path + "[]." + property.getKey(), property.getValue(), bare));
        schema.at("/additionalProperties/properties")
                .properties()
                .forEach(property -> collectBare(path + ".*." + property.getKey(), property.getValue(), bare));
    }

    private static void collectUnbounded(String path, JsonNode schema, List<String> unbounded) {
        if (schema.has("items") && !schema.has("maxItems")
                || schema.has("additionalProperties") && !schema.has("maxProperties")) {
            unbounded.add(path);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collectUnbounded(path + "." + property.getKey(), property.getValue(), unbounded));
        schema.at("/items/properties")
                .properties()
                .forEach(
                        property -> collectUnbounded(path + "[]." + property.getKey(), property.getValue(), unbounded));
    }
}
