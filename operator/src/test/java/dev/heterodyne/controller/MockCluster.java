package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * An API server in memory that keeps a list of what is written. It has neither controllers nor server-side apply nor
 * garbage collection: what those do is proven against a real control plane.
 */
final class MockCluster implements AutoCloseable {
    private static final Logger SERVER_LOG = Logger.getLogger("io.fabric8.mockwebserver.MockWebServer");

    static {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final KubernetesMockServer server;
    private volatile BiPredicate<String, String> updates = (path, body) -> true;
    private final KubernetesClient client;

    MockCluster() {
        List<CustomResourceDefinitionContext> kinds = Stream.of(
                        AcceleratorClass.class,
                        AcceleratorPool.class,
                        PlacementPolicy.class,
                        TrainingJob.class,
                        InferenceJob.class)
                .map(MockCluster::withStatus)
                .toList();
        KubernetesCrudDispatcher dispatcher = new KubernetesCrudDispatcher(kinds) {
            @Override
            public MockResponse handleCreate(RecordedRequest request) {
                return recorded(request, super.handleCreate(request));
            }

            @Override
            public MockResponse handleUpdate(RecordedRequest request) {
                return updates.test(path(request), body(request))
                        ? recorded(request, super.handleUpdate(request))
                        : new MockResponse().setResponseCode(HttpURLConnection.HTTP_FORBIDDEN);
            }

            @Override
            public MockResponse handlePatch(RecordedRequest request) {
                return recorded(request, super.handlePatch(request));
            }
        };
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
        server.init();
        Config config = server.createClient().getConfiguration();
        // Asked to upgrade a plain connection to HTTP/2, the mock server now and then loses the body of that request.
        config.setHttp2Disable(true);
        client = ApiClient.connect(config);
    }

    private static CustomResourceDefinitionContext withStatus(Class<? extends CustomResource<?, ?>> kind) {
        CustomResourceDefinitionContext context = CustomResourceDefinitionContext.fromCustomResourceType(kind);
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(context.getGroup())
                .withVersion(context.getVersion())
                .withKind(context.getKind())
                .withPlural(context.getPlural())
                .withScope(context.getScope())
                .withStatusSubresource(true)
                .build();
    }

    private MockResponse recorded(RecordedRequest request, MockResponse response) {
        writes.add(request.getMethod() + " " + path(request));
        return response;
    }

    private static String path(RecordedRequest request) {
        return request.getPath().replaceFirst("\\?.*", "");
    }

    private static String body(RecordedRequest request) {
        return new String(request.getBody().getBytes(), StandardCharsets.UTF_8);
    }

    /** Looks at the path and body of every update, and says whether it is carried out; else it is refused. */
    void beforeUpdate(BiPredicate<String, String> look) {
        updates = look;
    }

    KubernetesClient client() {
        return client;
    }

    /** Status of the pool of {@link Manifests#H20}. */
    Optional<AcceleratorPoolStatus> poolStatus() {
        return Optional.ofNullable(
                client.resources(AcceleratorPool.class).withName("h20-a").get().getStatus());
    }

    /** Applies documents of a manifest. */
    void create(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            HasMetadata object = client.getKubernetesSerialization().unmarshal(document);
            client.resource(object).create();
            if (object instanceof io.fabric8.kubernetes.api.model.Node node) {
                client.resource(node).updateStatus();
            }
        }
    }

    /** Reasons of the events told so far, in no order. */
    List<String> eventReasons() {
        return client.events().v1().events().inAnyNamespace().list().getItems().stream()
                .map(e -> e.getReason())
                .toList();
    }

    /** All writes so far but events, oldest first. */
    List<String> writes() {
        return writes.stream().filter(w -> !w.contains("/events")).toList();
    }

    /** Those of the writes that hit a path. */
    List<String> writes(String path) {
        return writes().stream().filter(w -> w.contains(path)).toList();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            // It waits five seconds for its own threads, which a busy machine may not give it; nothing is tested here.
            SERVER_LOG.log(Level.FINE, "slow to close", e);
        }
    }
}
