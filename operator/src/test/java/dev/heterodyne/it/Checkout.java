package dev.heterodyne.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository keeps what the suite uses. */
final class Checkout {
    static final Path ROOT = root();
    static final Path CRDS = ROOT.resolve("crds");
    static final Path CHART = ROOT.resolve("helm/heterodyne");
    static final Path EXAMPLES = ROOT.resolve("examples");
    static final Path SCHEMA_CASES = ROOT.resolve("crds/src/test/resources/schema");
    /** What the suite writes: state, logs, and what it found where a test failed. */
    static final Path OUTPUT = ROOT.resolve("operator/target/it");

    private Checkout() {}

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("hack/control-plane"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no hack/control-plane in or above " + start);
    }
}
