package dev.heterodyne.evidence;

import java.time.Duration;

/**
 * When a pool is trusted.
 *
 * @param floor least completion that is trusted, 0 to 1
 * @param canaryRuns runs in a row that qualify a pool, or shut it, at least 1
 * @param halfLife in which evidence loses half its weight
 * @param versionDiscount share of its weight that a belief keeps when the stack version changes, 0 to 1
 */
public record TrustRules(double floor, int canaryRuns, Duration halfLife, double versionDiscount) {}
