package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Bridges the time until the watch shows that a batch Job is being deleted, so that it is stopped once. */
final class RecentlyStopped {
    private static final int MOST = 20_000;
    private final Set<String> uids = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    synchronized boolean contains(Job job) {
        return uids.contains(job.getMetadata().getUid());
    }

    synchronized void add(Job job) {
        uids.add(job.getMetadata().getUid());
    }
}
