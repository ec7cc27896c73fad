package dev.heterodyne.cli.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What a set of manifests holds.
 *
 * @param objects the objects that placement looks at, in the order of the input
 * @param faults why the input cannot be used, one line each; empty where it can
 * @param warnings what is ignored although it could matter
 * @param notes what was skipped
 */
public record Manifests(List<HasMetadata> objects, List<String> faults, List<String> warnings, List<String> notes) {
    public Manifests {
        objects = List.copyOf(objects);
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }
}
