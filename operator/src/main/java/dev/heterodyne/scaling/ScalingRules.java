package dev.heterodyne.scaling;

import java.time.Duration;

/**
 * How the load to carry follows the one observed.
 *
 * @param staleAfter age at which the newest reading says nothing any more
 * @param window over which the highest load counts
 * @param headroom carried beyond the load observed, as a fraction of it
 */
public record ScalingRules(Duration staleAfter, Duration window, double headroom) {}
