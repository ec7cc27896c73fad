package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Brings an object in the cluster to what it should be; a seam, since the mock server knows no server-side apply. */
interface Applier {
    /**
     * Creates the object. Where one of that name exists that somebody else manages, it is left alone.
     *
     * @return the object as the API server has it
     */
    <T extends HasMetadata> T create(T desired);

    /**
     * Changes an object of ours back to what it should be.
     *
     * @return the object as the API server has it
     */
    <T extends HasMetadata> T change(T desired);
}
