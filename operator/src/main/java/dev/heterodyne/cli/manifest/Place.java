package dev.heterodyne.cli.manifest;

/**
 * Where a document stands.
 *
 * @param file as the user named it, {@code -} for standard input
 * @param document counts from 1
 */
record Place(String file, int document) {
    @Override
    public String toString() {
        return file + ": document " + document;
    }
}
