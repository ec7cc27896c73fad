package dev.heterodyne.controller;

import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.AttemptReader;
import dev.heterodyne.cluster.AttemptReader.Place;
import dev.heterodyne.evidence.attribution.AttemptEnd;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what may tell why an attempt is over, and asks the rules. */
final class Autopsy {
    private static final Set<String> ENDS = Set.of("Complete", "Failed", "FailureTarget");
    private final KubernetesClient client;
    private final ClusterView view;
    private final Attributions attributions;
    private final DeviceLosses losses;

    Autopsy(KubernetesClient client, ClusterView view, Attributions attributions, DeviceLosses losses) {
        this.client = client;
        this.view = view;
        this.attributions = attributions;
        this.losses = losses;
    }

    /** Whether a batch Job has ended, well or not. */
    static boolean isOver(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream().anyMatch(c -> isTrue(c) && ENDS.contains(c.getType()));
    }

    /**
     * What was found.
     *
     * @param end why the attempt is over; empty while it goes on
     * @param nextVerdict when devices that a node lacks count as lost; empty where none does
     */
    record Report(Optional<Finding> end, Optional<Duration> nextVerdict) {}

    Report of(TrainingJob job, Job batch, List<Pod> seen, Share share, boolean timedOut) {
        // The Job may tell of a failure before the watch has shown the pod that failed.
        List<Pod> pods = isOver(batch) ? fresh(batch) : seen;
        String resource = view.resourceName(share.pool());
        List<Place> all = view.places(share);
        DeviceLosses.Judged judged = losses.judge(all, resource);
        List<Place> places = isOver(batch) ? all : judged.places();
        AttemptEnd end = new AttemptReader().read(batch, pods, places, resource, timedOut);
        return new Report(attributions.of(job.getSpec().policyName()).of(end), judged.next());
    }

    private List<Pod> fresh(Job batch) {
        return client
                .pods()
                .inNamespace(batch.getMetadata().getNamespace())
                .withLabels(batch.getSpec().getTemplate().getMetadata().getLabels())
                .list()
                .getItems()
                .stream()
                .filter(p -> p.hasOwnerReferenceFor(batch.getMetadata().getUid()))
                .toList();
    }

    private static boolean isTrue(JobCondition condition) {
        return "True".equals(condition.getStatus());
    }
}
