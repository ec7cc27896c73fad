package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that pods leave the seats that a share has no more, and no others: those that serve are marked as the first to
 * go, those that do not are deleted, and their successors get a seat that there is.
 */
final class SeatKeeper {
    private final KubernetesClient client;

    SeatKeeper(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Marks and deletes.
     *
     * @param pods all of the share
     */
    void tend(Collection<Pod> pods, SeatedPods seated) {
        Collection<Pod> serving = seated.astrayServing();
        for (Pod pod : pods) {
            boolean goes = serving.contains(pod);
            if (goes != SeatedPods.isMarked(pod) && pod.getMetadata().getDeletionTimestamp() == null) {
                mark(pod, goes ? SeatedPods.FIRST_TO_GO : null);
            }
        }
        seated.astrayIdle().forEach(pod -> client.resource(pod).delete());
    }

    private void mark(Pod pod, @Nullable String cost) {
        Map<String, @Nullable String> annotations = new HashMap<>();
        annotations.put(SeatedPods.DELETION_COST, cost);
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization()
                                    .asJson(Map.of(
                                            "metadata",
                                            Map.of("uid", pod.getMetadata().getUid(), "annotations", annotations))));
        } catch (KubernetesClientException e) {
            // Gone or replaced meanwhile.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
