package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.JobId;
import java.util.Map;
import java.util.Optional;

/**
 * Devices that a bound pod holds until it is gone.
 *
 * @param devices by extended resource, each above 0
 * @param job the job that the pod belongs to, empty where it is nobody's of ours
 */
record PodUse(String node, Map<String, Integer> devices, Optional<JobId> job) {
    PodUse {
        devices = Map.copyOf(devices);
    }
}
