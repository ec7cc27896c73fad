package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Calls reconcilers for what the API server does not tell them: a decision, a node that is lost, a pool's new figures. */
final class Triggers {
    private final SimpleInboundEventSource<TrainingJob> training = new SimpleInboundEventSource<>("decisions");
    private final SimpleInboundEventSource<InferenceJob> inference = new SimpleInboundEventSource<>("decisions");
    private final SimpleInboundEventSource<AcceleratorPool> pools = new SimpleInboundEventSource<>("figures");

    void job(JobId job) {
        ResourceID id = new ResourceID(job.name(), job.namespace());
        if (job.kind() == WorkloadKind.TRAINING) {
            training.propagateEvent(id);
        } else {
            inference.propagateEvent(id);
        }
    }

    void pool(String name) {
        pools.propagateEvent(new ResourceID(name));
    }

    SimpleInboundEventSource<TrainingJob> training() {
        return training;
    }

    SimpleInboundEventSource<InferenceJob> inference() {
        return inference;
    }

    SimpleInboundEventSource<AcceleratorPool> pools() {
        return pools;
    }
}
