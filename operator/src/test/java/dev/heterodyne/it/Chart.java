package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shipped chart, rendered by the real helm. */
record Chart(Command helm, KubernetesClient client) {
    List<HasMetadata> render(String release, String namespace) {
        return parse(helm.with("template", release, Checkout.CHART, "--namespace", namespace)
                .run());
    }

    List<HasMetadata> parse(String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
