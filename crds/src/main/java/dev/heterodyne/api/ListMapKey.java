package dev.heterodyne.api;

import static java.util.Objects.requireNonNull;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Makes a list of conditions a map by type, so that two writers of one status merge instead of overwriting. */
public final class ListMapKey implements SchemaCustomizer.Customizer {
    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String listName, KubernetesSerialization serialization) {
        JSONSchemaProps list = requireNonNull(schema.getProperties().get(listName), listName);
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of("type"));
        return schema;
    }
}
