/** What makes a pool infeasible for a job: one rule per class, each with its reason. */
@NullMarked
package dev.heterodyne.placement.filter;

import org.jspecify.annotations.NullMarked;
