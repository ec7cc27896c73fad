package dev.heterodyne.controller;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Optional;

/** The operator's connection to an API server. */
public final class ApiClient {
    private static final int MAX_REQUESTS = 256;
    private static final int MAX_REQUESTS_PER_HOST = 128;

    /** Bridges a hiccup; anything longer is left to the reconcilers, which try again without holding a thread. */
    private static final int RETRIES = 3;

    private ApiClient() {}

    /** Connects as the kubeconfig says; without one as KUBECONFIG or the pod's service account do. */
    public static KubernetesClient connect(Optional<Path> kubeconfig) {
        Config config = kubeconfig
                .map(file -> Config.fromKubeconfig(file.toFile()))
                .orElseGet(() -> Config.autoConfigure(null));
        return connect(config);
    }

    static KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestRetryBackoffLimit(RETRIES)
                        .withMaxConcurrentRequests(MAX_REQUESTS)
                        .withMaxConcurrentRequestsPerHost(MAX_REQUESTS_PER_HOST)
                        .build())
                .withKubernetesSerialization(serialization())
                .build();
    }

    /**
     * Reads what a newer CRD or a careless author wrote: fields that are unknown, or of another type than the pod API
     * has, must not stop the watch of everybody's jobs.
     */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
        serialization.getUnmatchedFieldTypeModule().setRestrictToTemplates(false);
        serialization.getUnmatchedFieldTypeModule().setLogWarnings(false);
        return serialization;
    }
}
