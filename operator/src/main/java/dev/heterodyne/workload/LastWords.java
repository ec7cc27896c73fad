package dev.heterodyne.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;

/**
 * Keeps what a container that fails said last: without a termination message of its own the end of its log takes the place,
 * and with it the error that a failure is attributed by.
 */
final class LastWords {
    private static final String LOG_IF_SILENT = "FallbackToLogsOnError";

    private LastWords() {}

    /** The template with that policy on every container that states none. */
    static PodTemplateSpec keptBy(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withInitContainers(kept(template.getSpec().getInitContainers()))
                .withContainers(kept(template.getSpec().getContainers()))
                .endSpec()
                .build();
    }

    private static List<Container> kept(List<Container> containers) {
        return containers.stream()
                .map(c -> c.getTerminationMessagePolicy() != null
                        ? c
                        : new ContainerBuilder(c)
                                .withTerminationMessagePolicy(LOG_IF_SILENT)
                                .build())
                .toList();
    }
}
