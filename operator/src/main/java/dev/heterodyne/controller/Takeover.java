package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.workload.PlacedShares;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Learns what the last leader decided just before this one took over, which a watch may show only later: those accelerators
 * must not be given away again.
 */
final class Takeover implements Runnable {
    private final KubernetesClient client;
    private final ClusterState state;
    private final ClusterView view;

    Takeover(KubernetesClient client, ClusterState state, ClusterView view) {
        this.client = client;
        this.state = state;
        this.view = view;
    }

    @Override
    public void run() {
        client.resources(TrainingJob.class).inAnyNamespace().list().getItems().stream()
                .filter(job -> !TrainingStatuses.isOver(job))
                .forEach(job -> learn(
                        job,
                        PlacedShares.of(TrainingStatuses.of(job).placement(), view::className).stream()
                                .toList()));
        client.resources(InferenceJob.class)
                .inAnyNamespace()
                .list()
                .getItems()
                .forEach(job ->
                        learn(job, PlacedShares.of(InferenceStatuses.of(job).placement(), view::className)));
    }

    private void learn(HasMetadata job, List<Share> shares) {
        JobId id = Jobs.id(job);
        if (shares.isEmpty() || view.hasSeen(job)) {
            return;
        }
        state.assume(id, shares);
        // The watch may have moved on meanwhile; what it shows now counts, if it shows an end.
        view.find(id).ifPresentOrElse(state::apply, () -> state.forget(id));
    }
}
