package dev.heterodyne.workload;

import static dev.heterodyne.workload.AcceleratorPod.env;

import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;

/**
 * How the pods of a gang find each other: the environment that torchrun's launch lines read, and the address that HCCL
 * binds to. Every stack gets all of it; a stack ignores what it does not know.
 */
final class Rendezvous {
    static final int PORT = 29500;

    private Rendezvous() {}

    static List<EnvVar> environment(String attemptName, String namespace, Share share) {
        return List.of(
                env("MASTER_ADDR", attemptName + "-0." + attemptName + "." + namespace + ".svc"),
                env("MASTER_PORT", String.valueOf(PORT)),
                env("NNODES", String.valueOf(share.replicas())),
                env("NPROC_PER_NODE", String.valueOf(share.acceleratorsPerReplica())),
                env("WORLD_SIZE", String.valueOf(share.accelerators())),
                field("NODE_RANK", "metadata.annotations['batch.kubernetes.io/job-completion-index']"),
                field("HCCL_IF_IP", "status.podIP"));
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build();
    }
}
