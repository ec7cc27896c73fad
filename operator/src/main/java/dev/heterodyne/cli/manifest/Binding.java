package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.util.stream.Collectors;

/** Binds checked JSON to the API's types. */
final class Binding {
    // Placement does not look into pod templates, and to learn their type takes as long as all the rest of a plan.
    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(PodTemplateSpec.class, new Skipped()))
            .build();

    private static final class Skipped extends StdDeserializer<PodTemplateSpec> {
        private static final long serialVersionUID = 1;

        Skipped() {
            super(PodTemplateSpec.class);
        }

        @Override
        public PodTemplateSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.skipChildren();
            return new PodTemplateSpec();
        }
    }

    /**
     * Binds a value.
     *
     * @throws JsonMappingException where a value is of the wrong type
     */
    <T> T bind(JsonNode node, Class<T> type) throws JsonMappingException {
        try {
            return mapper.treeToValue(node, type);
        } catch (JsonMappingException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw JsonMappingException.fromUnexpectedIOE(e);
        }
    }

    /** Path of the value that an exception complains of. */
    static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
