package dev.heterodyne.controller;

import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * One life of a name, at one state of its spec and of its history: a decision made for another one is void.
 *
 * @param uid of the object
 * @param generation of its spec
 * @param attemptsEnded attempts behind it; those rule out pools and nodes
 */
record Incarnation(String uid, long generation, int attemptsEnded) {
    static Incarnation of(HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return new Incarnation(
                object.getMetadata().getUid(),
                generation == null ? 0 : generation,
                object instanceof TrainingJob training ? attemptsEnded(Attempts.of(training)) : 0);
    }

    private static int attemptsEnded(Attempts attempts) {
        return attempts.last()
                .map(last -> Attempts.number(last) - (last.isOpen() ? 1 : 0))
                .orElse(0);
    }
}
