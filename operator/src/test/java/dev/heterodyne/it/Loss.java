package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.UnaryOperator;

/** How a node can fail the pods on it. */
enum Loss {
    /** Its kubelet is not heard of any more. */
    NOT_READY {
        @Override
        void strike(KubernetesClient client, Node node) {
            status(client, node, n -> ready(n, "False"));
        }

        @Override
        void mend(KubernetesClient client, Node node) {
            status(client, node, n -> ready(n, "True"));
        }
    },
    /** Somebody removed it. */
    DELETED {
        @Override
        void strike(KubernetesClient client, Node node) {
            client.nodes().withName(node.getMetadata().getName()).delete();
        }

        @Override
        void mend(KubernetesClient client, Node node) {
            client.resource(new NodeBuilder(node)
                            .editMetadata()
                            .withResourceVersion(null)
                            .withUid(null)
                            .endMetadata()
                            .editStatus()
                            .withConditions()
                            .endStatus()
                            .build())
                    .create();
        }
    },
    /** It is Ready, and its device plugin reports every accelerator as unhealthy. */
    DEVICES_LOST {
        @Override
        void strike(KubernetesClient client, Node node) {
            status(client, node, n -> offering(n, node, "0"));
        }

        @Override
        void mend(KubernetesClient client, Node node) {
            status(client, node, n -> offering(n, node, null));
        }
    };

    /** Takes the node away. */
    abstract void strike(KubernetesClient client, Node node);

    /**
     * Gives it back.
     *
     * @param node as it was before
     */
    abstract void mend(KubernetesClient client, Node node);

    /** Heartbeats change a node's status as well: where one came in between, the change is made to what it left. */
    private static void status(KubernetesClient client, Node node, UnaryOperator<Node> change) {
        Sandbox.await()
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException k && k.getCode() == HttpURLConnection.HTTP_CONFLICT)
                .untilAsserted(() ->
                        client.nodes().withName(node.getMetadata().getName()).editStatus(change));
    }

    private static Node ready(Node node, String status) {
        node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .forEach(condition -> condition.setStatus(status));
        return node;
    }

    /**
     * With so many of each extended resource.
     *
     * @param count as many as it had where null
     */
    private static Node offering(Node node, Node before, String count) {
        before.getStatus().getAllocatable().forEach((resource, amount) -> {
            if (resource.contains("/")) {
                node.getStatus().getAllocatable().put(resource, count == null ? amount : new Quantity(count));
            }
        });
        return node;
    }
}
