/** Reads manifests as {@code kubectl} takes and prints them, strictly enough to find what the API server would refuse. */
@NullMarked
package dev.heterodyne.cli.manifest;

import org.jspecify.annotations.NullMarked;
