package dev.heterodyne.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRD files: those that the build generates from the types, and those that are committed beside the module. */
final class CrdFiles {
    static final String UPDATE_COMMAND = "./mvnw -pl crds test -Dcrds.update";

    // Tests run in the directory of the module.
    private static final Path GENERATED = Path.of("target/classes/META-INF/fabric8");
    private static final Path COMMITTED = Path.of("").toAbsolutePath();
    private static final String HEADER = """
            # Generated from the types in crds/src/main/java by: %s
            # Change the types, not this file.
            """.formatted(UPDATE_COMMAND);
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());

    private CrdFiles() {}

    /** File names and contents as the types would have them. */
    static Map<String, String> generated() {
        Map<String, String> files = new TreeMap<>();
        for (ObjectNode crd : read(GENERATED, ".yml").values()) {
            PublishedCrd published = PublishedCrd.fromGenerated(crd);
            files.put(published.fileName(), HEADER + write(published.crd()));
        }
        return files;
    }

    /** File names and contents as committed. */
    static Map<String, String> committed() {
        Map<String, String> files = new TreeMap<>();
        for (Path file : list(COMMITTED, ".yaml")) {
            files.put(file.getFileName().toString(), text(file));
        }
        return files;
    }

    /** The committed CRDs by file name. */
    static Map<String, ObjectNode> committedCrds() {
        return read(COMMITTED, ".yaml");
    }

    /** Writes the generated files where the committed ones are, and removes those of kinds that are gone. */
    static void update() {
        Map<String, String> generated = generated();
        try {
            for (Path file : list(COMMITTED, ".yaml")) {
                if (!generated.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
            for (Map.Entry<String, String> file : generated.entrySet()) {
                Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ObjectNode> read(Path directory, String suffix) {
        Map<String, ObjectNode> crds = new TreeMap<>();
        for (Path file : list(directory, suffix)) {
            try {
                crds.put(file.getFileName().toString(), (ObjectNode) YAML.readTree(text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return crds;
    }

    private static Iterable<Path> list(Path directory, String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(ObjectNode crd) {
        try {
            return YAML.writeValueAsString(crd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
