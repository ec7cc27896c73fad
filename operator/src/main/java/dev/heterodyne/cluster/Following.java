package dev.heterodyne.cluster;

import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.ScalingRules;
import java.time.Duration;

/**
 * How a job follows the load that is observed.
 *
 * @param query what is asked
 * @param interval between two readings
 * @param rules what is made of the readings
 */
public record Following(LoadQuery query, Duration interval, ScalingRules rules) {}
