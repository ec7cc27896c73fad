package dev.heterodyne.workload;

import static dev.heterodyne.workload.AcceleratorPod.env;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.RankTable;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the pods of an attempt find their rank table: a ConfigMap mounted into the first container. It is made only once
 * the table is whole, and kubelet starts no container before it is there, so nobody reads a half-filled table.
 *
 * @param attempt name of the attempt's batch Job
 */
public record RankTableMount(RankTable kind, String attempt) {
    /** Path and file that launchers made for MindCluster read (its documentation, {@code hccl.json} file description). */
    private static final String DIRECTORY = "/user/serverid/devindex/config";

    private static final String FILE = "hccl.json";
    /** MindCluster tells by this name that a pod wants a rank table. */
    private static final String VOLUME = "ranktable";

    /** For pods of a runtime; none where its author brings a volume of that name. */
    static RankTableMount of(@Nullable PodTemplateSpec runtime, RankTable kind, String attempt) {
        boolean own = runtime != null
                && runtime.getSpec() != null
                && runtime.getSpec().getVolumes().stream().anyMatch(v -> VOLUME.equals(v.getName()));
        return new RankTableMount(own ? RankTable.None : kind, attempt);
    }

    /** The ConfigMap with a table that is whole; for a pool that wants one. */
    public static ConfigMap configMap(TrainingJob job, Attempt attempt, Share share, PoolBinding pool, String table) {
        String jobName = job.getMetadata().getName();
        int number = TrainingChildren.number(attempt);
        RankTableMount mount =
                new RankTableMount(pool.rankTable(), ChildNames.attempt(jobName, number, share.replicas()));
        Map<String, String> files = new TreeMap<>(Map.of(FILE, table));
        if (pool.rankTable() == RankTable.MindCluster) {
            files.put("version", "0");
        }
        return new ConfigMapBuilder()
                .withMetadata(Ownership.childOf(
                        job, mount.name(), ChildLabels.describedAttempt(jobName, number, share.pool())))
                .withImmutable(true)
                .withData(files)
                .build();
    }

    List<EnvVar> environment() {
        return kind == RankTable.Generated ? List.of(env("RANK_TABLE_FILE", DIRECTORY + "/" + FILE)) : List.of();
    }

    PodTemplateSpec mountedIn(PodTemplateSpec template) {
        if (kind == RankTable.None || template.getSpec().getContainers().isEmpty()) {
            return template;
        }
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .addNewVolume()
                .withName(VOLUME)
                .withNewConfigMap()
                .withName(name())
                .endConfigMap()
                .endVolume()
                .editFirstContainer()
                .addToVolumeMounts(volumeMount())
                .endContainer()
                .endSpec()
                .build();
    }

    private String name() {
        return kind == RankTable.MindCluster ? ChildNames.rings(attempt) : ChildNames.rankTable(attempt);
    }

    /** The files of a ConfigMap are symbolic links unless mounted by sub-path, and torch_npu passes over links. */
    private VolumeMount volumeMount() {
        VolumeMountBuilder mount = new VolumeMountBuilder().withName(VOLUME).withReadOnly(true);
        return kind == RankTable.MindCluster
                ? mount.withMountPath(DIRECTORY).build()
                : mount.withMountPath(DIRECTORY + "/" + FILE).withSubPath(FILE).build();
    }
}
