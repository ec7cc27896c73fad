package dev.heterodyne.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the cases for the API server to their convention, so that a broken one does not pass for a refused one. */
class SchemaCaseTest {
    private static final Path CASES = Path.of("src/test/resources/schema");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesKnownKinds(Path file) throws IOException {
        assertThat(documents(file)).isNotEmpty().allSatisfy(document -> {
            assertThat(document.path("apiVersion").asText()).isEqualTo(Heterodyne.GROUP + "/" + Heterodyne.VERSION);
            assertThat(document.path("kind").asText()).isIn(publishedKinds());
            assertThat(document.at("/metadata/name").asText()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsExpected(Path file) throws IOException {
        String name = file.getFileName().toString();
        String firstLine = Files.readAllLines(file).get(0);
        if (name.startsWith("invalid-")) {
            assertThat(firstLine).startsWith("# expect: ").hasSizeGreaterThan("# expect: ".length());
        } else {
            assertThat(name).startsWith("valid-");
            assertThat(firstLine).doesNotStartWith("# expect: ");
        }
    }

    private static Set<String> publishedKinds() {
        return CrdFiles.committedCrds().values().stream()
                .map(crd -> crd.at("/spec/names/kind").asText())
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(Files.readString(file))) {
            return documents.readAll();
        }
    }
}
