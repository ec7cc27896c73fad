package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server takes what the schema's cases call valid, and refuses the rest for the reason they name. */
@ExtendWith(LiveClusterExtension.class)
@Order(2)
class SchemaIT {
    private static final String EXPECT = "# expect: ";

    private KubernetesClient client;

    @BeforeAll
    static void makeNamespaces(LiveCluster cluster) {
        cluster.installDefinitions();
        List.of("research", "serving").forEach(cluster::createNamespace);
    }

    @AfterAll
    static void removeNamespaces(LiveCluster cluster) {
        List.of("research", "serving")
                .forEach(name -> cluster.client().namespaces().withName(name).delete());
    }

    static Stream<Path> valid() throws IOException {
        return cases("valid-");
    }

    static Stream<Path> invalid() throws IOException {
        return cases("invalid-");
    }

    private static Stream<Path> cases(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Checkout.SCHEMA_CASES)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void takesValid(Path file, LiveCluster cluster) throws IOException {
        client = cluster.client();
        List<GenericKubernetesResource> documents = documents(file);
        try {
            documents.forEach(this::apply);
            assertThat(documents)
                    .allSatisfy(document ->
                            assertThat(client.resource(document).get()).isNotNull());
        } finally {
            remove(documents);
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesInvalid(Path file, LiveCluster cluster) throws IOException {
        client = cluster.client();
        String expected = Files.readAllLines(file).get(0).substring(EXPECT.length());
        List<GenericKubernetesResource> documents = documents(file);
        GenericKubernetesResource last = documents.get(documents.size() - 1);
        try {
            documents.subList(0, documents.size() - 1).forEach(this::apply);
            assertThatThrownBy(() -> apply(last))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(422))
                    .hasMessageContaining(expected);
        } finally {
            remove(documents);
        }
    }

    private void apply(GenericKubernetesResource document) {
        client.resource(document)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager("heterodyne-it")
                .forceConflicts()
                .serverSideApply();
    }

    private void remove(List<GenericKubernetesResource> documents) {
        documents.forEach(document -> client.resource(document).delete());
    }

    private static List<GenericKubernetesResource> documents(Path file) throws IOException {
        try (MappingIterator<GenericKubernetesResource> documents =
                new YAMLMapper().readerFor(GenericKubernetesResource.class).readValues(file.toFile())) {
            return documents.readAll();
        }
    }
}
