package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Splits a file into its documents. JSON goes to a JSON parser, since large dumps of clusters are slow as YAML. */
final class DocumentParser {
    /** The YAML library's own 3 MB are less than a cluster's pods. */
    private static final int MOST_CHARACTERS = 1 << 30;
    /** The YAML library's own 50 are few for manifests that share a template; a bomb needs many more. */
    private static final int MOST_ALIASES = 10_000;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final InputProblems problems;

    DocumentParser(InputProblems problems) {
        this.problems = problems;
    }

    List<Document> parse(String file, InputStream in) {
        try {
            byte[] content = in.readAllBytes();
            if (file.endsWith(".json") || startsAsJson(content)) {
                return json(file, content);
            }
            return yaml(file, content);
        } catch (IOException e) {
            problems.fault(file, "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean startsAsJson(byte[] content) {
        for (byte b : content) {
            if (!Character.isWhitespace(b)) {
                return b == '{';
            }
        }
        return false;
    }

    private List<Document> json(String file, byte[] content) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = json.readerFor(JsonNode.class).readValues(content)) {
            while (nodes.hasNextValue()) {
                documents.add(new Document(new Place(file, documents.size() + 1), nodes.nextValue()));
            }
            return documents;
        } catch (JsonProcessingException e) {
            // A YAML flow mapping starts like JSON too.
            if (!file.endsWith(".json") && documents.isEmpty()) {
                return yaml(file, content);
            }
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            problems.fault(new Place(file, documents.size() + 1), where + "is not JSON: " + e.getOriginalMessage());
            return documents;
        }
    }

    private List<Document> yaml(String file, byte[] content) {
        Load load = new Load(LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build());
        List<Document> documents = new ArrayList<>();
        int document = 1;
        try {
            for (Object value : load.loadAllFromInputStream(new ByteArrayInputStream(content))) {
                documents.add(new Document(new Place(file, document), json.valueToTree(value)));
                document++;
            }
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(m -> "line " + (m.getLine() + 1) + ": ")
                    .orElse("");
            problems.fault(new Place(file, document), line + "is not YAML: " + e.getProblem());
        } catch (YamlEngineException | IllegalArgumentException e) {
            problems.fault(new Place(file, document), "is not YAML: " + firstLine(e));
        }
        return documents;
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
