package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * One life of a name, at one state of its spec: a decision made for another one is void.
 *
 * @param uid of the object
 * @param generation of its spec
 */
record Incarnation(String uid, long generation) {
    static Incarnation of(HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return new Incarnation(object.getMetadata().getUid(), generation == null ? 0 : generation);
    }
}
