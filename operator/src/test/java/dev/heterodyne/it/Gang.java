package dev.heterodyne.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training job of a sandbox before it is applied.
 *
 * @param spec further fields of the spec, each a line of YAML
 * @param fates of its pods, by stack; one runtime each, in the order of their names
 */
record Gang(String name, int replicas, int accelerators, List<String> spec, Map<String, Fate> fates) {
    /** A gang without a runtime. */
    static Gang of(String name, int replicas, int acceleratorsPerReplica) {
        return new Gang(name, replicas, acceleratorsPerReplica, List.of(), Map.of());
    }

    /** With a runtime for a stack. */
    Gang on(String stack, Fate fate) {
        Map<String, Fate> more = new TreeMap<>(fates);
        more.put(stack, fate);
        return new Gang(name, replicas, accelerators, spec, more);
    }

    /** With a field of the spec, in place of none of the others. */
    Gang with(String field) {
        List<String> more = new ArrayList<>(spec);
        more.add(field);
        return new Gang(name, replicas, accelerators, more, fates);
    }

    /** The manifest; NAME in it is the sandbox's. */
    String yaml() {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: %s}
                spec:
                  policyName: NAME
                  replicas: %d
                  acceleratorsPerReplica: %d
                """.formatted(name, replicas, accelerators));
        spec.forEach(field -> yaml.append("  ").append(field).append('\n'));
        yaml.append("  runtimes:\n");
        fates.forEach((stack, fate) -> yaml.append("""
                    - stack: %s
                      template:
                        metadata: {annotations: %s}
                        spec: {containers: [{name: trainer, image: registry.example/trainer:1}]}
                """.formatted(stack, fate.yaml())));
        return yaml.toString();
    }
}
