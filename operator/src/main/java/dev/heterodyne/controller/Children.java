package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps the children of a job as they should be, writing only where they are not. */
final class Children {
    private static final int UNPROCESSABLE = 422;
    private final KubernetesClient client;
    private final Applier applier;
    private final Drift drift;
    private final Fingerprint fingerprint;

    Children(KubernetesClient client, Applier applier, Drift drift, Fingerprint fingerprint) {
        this.client = client;
        this.applier = applier;
        this.drift = drift;
        this.fingerprint = fingerprint;
    }

    /** Watches the children of one kind that jobs of one kind have. */
    static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> watched(
            Class<R> child, Class<P> job, EventSourceContext<P> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(child, job)
                        .withLabelSelector(ChildLabels.MANAGED_BY + "=" + ChildLabels.MANAGER + ","
                                + Heterodyne.JOB_KIND_LABEL + "=" + HasMetadata.getKind(job))
                        .build(),
                context);
    }

    /**
     * Creates the child where it is missing; what exists stays as it is.
     *
     * @throws ChildInTheWay where an earlier owner of the same name has yet to be rid of it
     */
    <T extends HasMetadata> T create(T desired, Class<T> kind, Context<?> context) {
        Optional<T> actual = find(desired, kind, context);
        if (actual.isEmpty()) {
            return created(desired, kind, context);
        }
        if (!hasOwnerOf(desired, actual.get())) {
            throw new ChildInTheWay("%s %s of an earlier job of this name is still being removed"
                    .formatted(desired.getKind(), desired.getMetadata().getName()));
        }
        return actual.get();
    }

    private static boolean hasOwnerOf(HasMetadata desired, HasMetadata actual) {
        return desired.getMetadata().getOwnerReferences().stream()
                .allMatch(owner -> actual.hasOwnerReferenceFor(owner.getUid()));
    }

    /** Creates the child where it is missing and mends it where it differs. */
    <T extends HasMetadata> T ensure(T plain, Class<T> kind, Context<?> context) {
        T desired = fingerprint.on(plain);
        Optional<T> actual = find(desired, kind, context);
        if (actual.isEmpty()) {
            return created(desired, kind, context);
        }
        if (!drift.isBetween(desired, actual.get())) {
            return actual.get();
        }
        T changed = written(desired, applier::change);
        source(kind, context).handleRecentResourceUpdate(ResourceID.fromResource(changed), changed, actual.get());
        return changed;
    }

    private <T extends HasMetadata> T created(T desired, Class<T> kind, Context<?> context) {
        T created = written(desired, applier::create);
        source(kind, context).handleRecentResourceCreate(ResourceID.fromResource(created), created);
        return created;
    }

    /** Deletes a child and all that came of it; nothing where it is gone already. */
    void delete(HasMetadata child) {
        client.resource(child)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    /** The child of that name, where the job has it. */
    static <T extends HasMetadata> Optional<T> find(String name, Class<T> kind, Context<?> context) {
        return context.getSecondaryResources(kind).stream()
                .filter(c -> name.equals(c.getMetadata().getName()))
                .findFirst();
    }

    private static <T extends HasMetadata> Optional<T> find(T desired, Class<T> kind, Context<?> context) {
        return find(desired.getMetadata().getName(), kind, context);
    }

    /** Writes a child; what the API server will not have is told to the job. */
    static <T extends HasMetadata> T written(T desired, UnaryOperator<T> write) {
        String what = desired.getKind() + " " + desired.getMetadata().getName();
        try {
            return write.apply(desired);
        } catch (KubernetesClientException e) {
            String why = e.getStatus() == null || e.getStatus().getMessage() == null
                    ? String.valueOf(e.getMessage())
                    : e.getStatus().getMessage();
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new ChildRefused(
                        ConditionReason.NameTaken,
                        what + " exists already and belongs to somebody else; remove it or rename the job (" + why
                                + ")",
                        e);
            }
            if (isInvalid(e.getCode(), why)) {
                throw new ChildRefused(
                        ConditionReason.TemplateRejected,
                        what + " is not valid, correct the runtime's template: " + why,
                        e);
            }
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new ChildForbidden(
                        what
                                + " may not be made or changed; make room in the quota, or change the policy or the rights: "
                                + why,
                        e);
            }
            throw e;
        }
    }

    /** Server-side apply answers 500 where the object does not fit its schema at all. */
    private static boolean isInvalid(int code, String why) {
        return code == HttpURLConnection.HTTP_BAD_REQUEST
                || code == UNPROCESSABLE
                || why.startsWith("failed to create typed patch object")
                || why.startsWith("failed to convert new object");
    }

    @SuppressWarnings("unchecked")
    private static <T extends HasMetadata> ManagedInformerEventSource<T, ?, ?> source(
            Class<T> kind, Context<?> context) {
        return (ManagedInformerEventSource<T, ?, ?>)
                context.eventSourceRetriever().getEventSourceFor(kind);
    }
}
