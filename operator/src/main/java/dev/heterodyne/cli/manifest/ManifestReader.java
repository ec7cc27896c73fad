package dev.heterodyne.cli.manifest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads manifests from files, from directories with all that is below them, and from standard input. */
public final class ManifestReader {
    private static final String STDIN = "-";

    private final InputStream stdin;

    public ManifestReader(InputStream stdin) {
        this.stdin = stdin;
    }

    /** Reads everything and reports all faults at once; never throws for what the input holds. */
    public Manifests read(List<String> names) {
        InputProblems problems = new InputProblems();
        DocumentParser parser = new DocumentParser(problems);
        List<Document> documents = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            if (name.equals(STDIN)) {
                documents.addAll(parser.parse(STDIN, stdin));
            } else {
                files(name, problems).forEach(file -> documents.addAll(parse(file, parser, problems)));
            }
        }
        ObjectDecoder decoder = new ObjectDecoder(problems);
        documents.stream().flatMap(d -> new ListItems(problems).expand(d)).forEach(decoder::decode);
        return new Manifests(decoder.objects(), problems.faults(), problems.warnings(), problems.notes());
    }

    private static List<Document> parse(Path file, DocumentParser parser, InputProblems problems) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return parser.parse(file.toString(), in);
        } catch (IOException e) {
            problems.fault(file.toString(), "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static List<Path> files(String name, InputProblems problems) {
        try {
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                problems.fault(name, "no such file or directory");
                return List.of();
            }
            if (!Files.isDirectory(path)) {
                return List.of(path);
            }
            List<Path> files = below(path);
            if (files.isEmpty()) {
                problems.fault(name, "holds no .yaml, .yml or .json file");
            }
            return files;
        } catch (IOException | InvalidPathException e) {
            problems.fault(name, "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(p -> Files.isRegularFile(p) && isManifest(p))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isManifest(Path path) {
        String name = path.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }
}
