package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;

/** Whether a cluster can run replicas of several pods: LeaderWorkerSet does that where it is installed. */
public final class LeaderWorkerSetSupport {
    /** Name of the definition. */
    public static final String DEFINITION = "leaderworkersets.leaderworkerset.x-k8s.io";

    private static final String VERSION = "v1";

    private LeaderWorkerSetSupport() {}

    /** Whether the definition is LeaderWorkerSet's, and the API server serves it in the version that is written. */
    static boolean isServedBy(CustomResourceDefinition definition) {
        return is(definition)
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()))
                && definition.getSpec().getVersions().stream()
                        .filter(v -> VERSION.equals(v.getName()))
                        .anyMatch(CustomResourceDefinitionVersion::getServed);
    }

    static boolean is(CustomResourceDefinition definition) {
        return DEFINITION.equals(definition.getMetadata().getName());
    }
}
