/** Who holds which accelerators. */
@NullMarked
package dev.heterodyne.placement.ledger;

import org.jspecify.annotations.NullMarked;
