/** Where a training job may go after attempts that ended: a pure function of its history, the policy and the time. */
@NullMarked
package dev.heterodyne.placement.reroute;

import org.jspecify.annotations.NullMarked;
