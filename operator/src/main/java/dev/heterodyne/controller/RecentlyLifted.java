package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Bridges the time until the watch shows what was written into a pod, so that no node is given out twice. */
final class RecentlyLifted {
    private static final int MOST = 20_000;
    private final Map<String, String> hostByUid = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(Pod pod, String host) {
        hostByUid.put(pod.getMetadata().getUid(), host);
    }

    synchronized Optional<String> host(Pod pod) {
        return Optional.ofNullable(hostByUid.get(pod.getMetadata().getUid()));
    }
}
