package dev.heterodyne.cluster;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Objects as text, for tests of what is read from them. */
final class Yaml {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Yaml() {}

    static <T> T read(Class<T> kind, String yaml) {
        // Fabric8 takes what starts with a brace for JSON.
        return SERIALIZATION.unmarshal("---\n" + yaml, kind);
    }
}
