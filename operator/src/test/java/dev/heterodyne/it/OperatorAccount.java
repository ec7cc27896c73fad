package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A service account, as the operator's pod would have it. */
record OperatorAccount(String namespace, String name) {
    String user() {
        return "system:serviceaccount:%s:%s".formatted(namespace, name);
    }

    /** Writes a kubeconfig that holds a token of the account and nothing else. */
    Path kubeconfig(LiveCluster cluster) throws IOException {
        String token = cluster.kubectl("create", "token", name, "--namespace", namespace, "--duration=2h")
                .strip();
        Config config = new ConfigBuilder()
                .withCurrentContext("it")
                .addNewContext()
                .withName("it")
                .withNewContext()
                .withCluster("it")
                .withUser(name)
                .endContext()
                .endContext()
                .addNewCluster()
                .withName("it")
                .withNewCluster()
                .withServer(cluster.client().getMasterUrl().toString())
                .withCertificateAuthorityData(authority(cluster.client()))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(name)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .build();
        Path file = Checkout.OUTPUT.resolve(namespace + ".kubeconfig");
        Files.writeString(file, Serialization.asYaml(config));
        return file;
    }

    private static String authority(KubernetesClient client) throws IOException {
        String data = client.getConfiguration().getCaCertData();
        if (data != null) {
            return data;
        }
        byte[] certificate =
                Files.readAllBytes(Path.of(client.getConfiguration().getCaCertFile()));
        return Base64.getEncoder().encodeToString(certificate);
    }
}
