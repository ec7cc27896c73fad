/** The kinds of Heterodyne's API, {@code heterodyne.dev/v1alpha1}. */
@NullMarked
package dev.heterodyne.api;

import org.jspecify.annotations.NullMarked;
