package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of one kind: only where it changes, and only over the very copy it was made from. A conflict comes out
 * as the client's exception, for {@link FreshRead} to deal with.
 */
final class StatusWriter<P extends CustomResource<?, S>, S> {
    private final KubernetesClient client;
    private final EventRecorder events;
    private final Function<S, @Nullable List<Condition>> conditions;

    StatusWriter(KubernetesClient client, EventRecorder events, Function<S, @Nullable List<Condition>> conditions) {
        this.client = client;
        this.events = events;
        this.conditions = conditions;
    }

    /** The object with that status, as the API server has it then. */
    P write(P object, S status, Context<P> context) {
        S before = object.getStatus();
        if (Objects.equals(before, status)) {
            return object;
        }
        P draft = client.getKubernetesSerialization().clone(object);
        draft.setStatus(status);
        P written = client.resource(draft).updateStatus();
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(written), written, object);
        events.tell(written, before == null ? null : conditions.apply(before), conditions.apply(status));
        return written;
    }
}
