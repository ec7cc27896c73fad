/**
 * The kinds of Heterodyne's API, {@code heterodyne.dev/v1alpha1}.
 *
 * <p>The least positive figure is an exclusive 0.001: small enough for any datasheet, large enough that no quotient
 * overflows, and exclusive because the API server cuts a bound to an integer where the value is one, so that 0 would pass
 * an inclusive 0.001.
 */
@NullMarked
package dev.heterodyne.api;

import org.jspecify.annotations.NullMarked;
