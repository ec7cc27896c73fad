package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.RankTable;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import dev.heterodyne.workload.RankTableFile;
import dev.heterodyne.workload.RankTableMount;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;

/** Gives a gang its rank table as soon as the devices of all its pods are known; the pods are held until then. */
final class RankTables {
    private final KubernetesClient client;
    private final Applier applier;

    RankTables(KubernetesClient client, Applier applier) {
        this.client = client;
        this.applier = applier;
    }

    /** Whether the event of this pod may complete a rank table. */
    static boolean mayComplete(Pod pod) {
        return RankTableFile.isAwaitedBy(pod);
    }

    /**
     * Writes the table of an attempt where its pool wants one and it is missing.
     *
     * @param pods of the attempt
     * @return what is in the way and how to mend it; empty where there is the table, or nothing to do but wait
     */
    List<String> apply(TrainingJob job, Attempt attempt, Share share, PoolBinding pool, Collection<Pod> pods) {
        // Read, not watched: a watch would need leave to read every ConfigMap of the cluster.
        if (pool.rankTable() == RankTable.None || pods.stream().noneMatch(RankTableFile::isAwaitedBy)) {
            return List.of();
        }
        RankTableFile file = RankTableFile.of(pods, share);
        return file.json()
                .map(table -> ensure(job, RankTableMount.configMap(job, attempt, share, pool, table)))
                .orElse(file.problems());
    }

    private List<String> ensure(TrainingJob job, ConfigMap desired) {
        ConfigMap actual = client.resource(desired).get();
        if (actual == null) {
            applier.create(desired);
            return List.of();
        }
        return actual.hasOwnerReferenceFor(job.getMetadata().getUid())
                ? List.of()
                : List.of("ConfigMap " + desired.getMetadata().getName()
                        + " exists already and belongs to somebody else; remove it or rename the job");
    }
}
