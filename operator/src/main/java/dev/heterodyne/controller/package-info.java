/** Watches the cluster, runs the placement cycle and carries its decisions out. */
@NullMarked
package dev.heterodyne.controller;

import org.jspecify.annotations.NullMarked;
