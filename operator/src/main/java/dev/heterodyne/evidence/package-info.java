/** Outcomes in, maturity out: what is believed of a stack, and how sure one may be. */
@NullMarked
package dev.heterodyne.evidence;

import org.jspecify.annotations.NullMarked;
