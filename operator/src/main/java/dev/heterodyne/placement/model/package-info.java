/** What a decision is made from: chips, pools, jobs and policies as plain values, without Kubernetes. */
@NullMarked
package dev.heterodyne.placement.model;

import org.jspecify.annotations.NullMarked;
