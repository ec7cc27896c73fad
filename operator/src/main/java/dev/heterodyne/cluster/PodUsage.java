package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all bound pods use, summed up per node and resource as they come and go. */
final class PodUsage {
    private final Map<String, PodUse> pods = new HashMap<>();
    private final Map<Place, Tally> tallies = new HashMap<>();

    private record Place(String node, String resource) {}

    /** Devices of one resource in use on one node. */
    static final class Tally {
        private static final Tally NONE = new Tally();
        private int foreign;
        private final Map<JobId, Integer> byJob = new HashMap<>();

        /** Used by pods that belong to no job of ours. */
        int foreign() {
            return foreign;
        }

        /** Used by the pods of each job; a job without is left out. */
        Map<JobId, Integer> byJob() {
            return byJob;
        }

        private void add(Optional<JobId> job, int devices) {
            if (job.isEmpty()) {
                foreign += devices;
            } else {
                byJob.merge(job.get(), devices, (a, b) -> a + b == 0 ? null : a + b);
            }
        }
    }

    /** Replaces what a pod uses and returns what it used before. */
    Optional<PodUse> put(String pod, Optional<PodUse> use) {
        PodUse before = use.isPresent() ? pods.put(pod, use.get()) : pods.remove(pod);
        if (before != null) {
            add(before, -1);
        }
        use.ifPresent(u -> add(u, 1));
        return Optional.ofNullable(before);
    }

    Tally at(String node, String resource) {
        return tallies.getOrDefault(new Place(node, resource), Tally.NONE);
    }

    private void add(PodUse use, int sign) {
        use.devices().forEach((resource, devices) -> {
            Place place = new Place(use.node(), resource);
            Tally tally = tallies.computeIfAbsent(place, k -> new Tally());
            tally.add(use.job(), sign * devices);
            if (tally.foreign == 0 && tally.byJob.isEmpty()) {
                tallies.remove(place);
            }
        });
    }
}
