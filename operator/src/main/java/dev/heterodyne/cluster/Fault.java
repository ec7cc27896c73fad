package dev.heterodyne.cluster;

/**
 * Why a field of an object cannot be used as it stands.
 *
 * @param object kind and name, for example {@code TrainingJob research/r2-pretrain}
 * @param field path of the field, for example {@code spec.replicas}
 * @param message what is wrong and what to write instead
 */
public record Fault(String object, String field, String message) {
    @Override
    public String toString() {
        return object + ": " + field + ": " + message;
    }
}
