package dev.heterodyne.it;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.day.DayCluster;
import dev.heterodyne.day.DayFigures;
import dev.heterodyne.placement.model.Load;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Books a tenant's day from what the API server shows of its service and of all its pods. */
final class DayWatch implements AutoCloseable {
    private static final String H20 = "h20-a";

    private final DayTenant tenant;
    private final DayCluster model;
    private final SharedIndexInformer<InferenceJob> jobs;
    private final SharedIndexInformer<Pod> pods;
    private final DayFigures figures = new DayFigures();
    private final Set<String> running = new HashSet<>();
    private List<Object> seats = List.of();
    private int least = Integer.MAX_VALUE;

    /** Watches from now on; the model tells what a replica serves. */
    DayWatch(KubernetesClient client, DayTenant tenant, DayCluster model) {
        this.tenant = tenant;
        this.model = model;
        jobs = client.resources(InferenceJob.class)
                .inNamespace(tenant.namespace())
                .inform(onChange(this::onJob));
        pods = client.pods().inNamespace(tenant.namespace()).inform(onChange(this::onPod));
    }

    /** How many replicas it has. */
    int replicas() {
        return shares().stream().mapToInt(share -> size(share.nodes())).sum();
    }

    /** Whether all that is wanted for now is ready. */
    boolean isSettled() {
        return job().map(InferenceJob::getStatus)
                .filter(s -> s.replicas() != null && s.replicas() > 0)
                .filter(s -> s.replicas().equals(s.readyReplicas()))
                .filter(s -> s.conditions().stream()
                        .anyMatch(c -> c.getType().equals("Progressing")
                                && c.getStatus().equals("False")))
                .isPresent();
    }

    /** The day begins now. */
    synchronized void warm() {
        figures.warm();
    }

    /** Books one minute, as it is at this moment. */
    synchronized void book(Load load) {
        Map<String, Integer> ready = ready("InferenceJob");
        int training = ready("TrainingJob").getOrDefault(H20, 0) * 8;
        figures.serve(load, model.capacity(ready, load));
        least = Math.min(
                least, ready.values().stream().mapToInt(Integer::intValue).sum());
        for (ShareStatus share : shares()) {
            String pool = tenant.plainName(share.pool());
            int lent = size(share.lentNodes()) * share.acceleratorsPerReplica();
            figures.hold(pool, (size(share.nodes()) + size(share.surgeNodes())) * share.acceleratorsPerReplica());
            figures.lend(pool, lent, pool.equals(H20) ? Math.min(lent, training) : 0);
        }
    }

    synchronized DayFigures figures() {
        return figures;
    }

    /** Fewest replicas that were ready in any minute. */
    synchronized int least() {
        return least;
    }

    private Optional<InferenceJob> job() {
        return jobs.getStore().list().stream().findFirst();
    }

    private List<ShareStatus> shares() {
        return job().map(DayWatch::shares).orElse(List.of());
    }

    private Map<String, Integer> ready(String kind) {
        Map<String, Integer> ready = new TreeMap<>();
        for (Pod pod : pods.getStore().list()) {
            Map<String, String> labels = pod.getMetadata().getLabels();
            if (kind.equals(labels.get(Heterodyne.JOB_KIND_LABEL)) && isReady(pod)) {
                ready.merge(tenant.plainName(labels.get(Heterodyne.POOL_LABEL)), 1, Integer::sum);
            }
        }
        return ready;
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    private synchronized void onJob(InferenceJob seen) {
        List<Object> now = new ArrayList<>();
        for (ShareStatus share : shares(seen)) {
            now.add(List.of(
                    share.pool(), orNone(share.nodes()), orNone(share.surgeNodes()), orNone(share.lentNodes())));
        }
        if (!now.equals(seats)) {
            figures.resize();
        }
        seats = now;
    }

    private static List<ShareStatus> shares(InferenceJob job) {
        return job.getStatus() == null || job.getStatus().placement() == null
                ? List.of()
                : orNone(job.getStatus().placement().shares());
    }

    private synchronized void onPod(Pod pod) {
        if (!"InferenceJob".equals(pod.getMetadata().getLabels().get(Heterodyne.JOB_KIND_LABEL))) {
            return;
        }
        String id = pod.getMetadata().getUid();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            figures.move(0, running.remove(id) ? 1 : 0);
        } else if (running.add(id)) {
            figures.move(1, 0);
        }
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static int size(List<String> list) {
        return orNone(list).size();
    }

    private static <T> ResourceEventHandler<T> onChange(Consumer<T> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                seen.accept(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                seen.accept(object);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                // Its deletion time was seen before: pods end in two steps, and the job stays.
            }
        };
    }

    @Override
    public void close() {
        pods.close();
        jobs.close();
    }
}
