package dev.heterodyne.cli.demo;

import java.io.IOException;
import java.nio.file.Path;

/** Puts something of a story's folder into the cluster. */
@FunctionalInterface
interface Step {
    void take(Manifests manifests, Path folder) throws IOException;

    /** Applies a file of manifests. */
    static Step apply(String file) {
        return (manifests, folder) -> manifests.apply(folder.resolve(file));
    }

    /** Changes a pool, as {@code kubectl patch --type=merge} with the file would. */
    static Step patchPool(String pool, String file) {
        return (manifests, folder) -> manifests.patchPool(pool, folder.resolve(file));
    }
}
