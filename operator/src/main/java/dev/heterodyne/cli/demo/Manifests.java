package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AcceleratorPool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Applies manifests as {@code kubectl apply --server-side} does. */
public final class Manifests {
    private static final String FIELD_MANAGER = "heterodyne-demo";

    private final KubernetesClient client;

    public Manifests(KubernetesClient client) {
        this.client = client;
    }

    /** Applies every document of a file, or of the YAML files of a folder in name order. */
    public void apply(Path path) throws IOException {
        for (Path file : filesOf(path)) {
            try (InputStream input = Files.newInputStream(file)) {
                for (HasMetadata resource : client.load(input).items()) {
                    client.resource(resource)
                            .fieldManager(FIELD_MANAGER)
                            .forceConflicts()
                            .serverSideApply();
                }
            }
        }
    }

    /** Changes a pool by a merge patch in JSON, as {@code kubectl patch --type=merge --patch-file} does. */
    void patchPool(String name, Path file) throws IOException {
        client.resources(AcceleratorPool.class)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), Files.readString(file));
    }

    private static List<Path> filesOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
