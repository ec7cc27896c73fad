/** Asks a Prometheus for the load of a job, and trusts nothing that it answers. */
@NullMarked
package dev.heterodyne.prometheus;

import org.jspecify.annotations.NullMarked;
