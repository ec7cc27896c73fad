package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.controller.ApiClient;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory under {@code workload/} holds a placed job, the pools, for a rank table also its pods, and what must come of them. Run with
 * {@code -Dgolden.update=true} to write what comes, and read the diff.
 */
class WorkloadGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/workload");
    private final KubernetesSerialization yaml = ApiClient.serialization();

    WorkloadGoldenTest() {
        yaml.registerKubernetesResource(TrainingJob.class);
        yaml.registerKubernetesResource(InferenceJob.class);
    }

    static Stream<String> cases() throws IOException {
        try (Stream<Path> directories = Files.list(CASES)) {
            return directories.map(d -> d.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void childrenAreAsReviewed(String name) throws IOException {
        // Given
        Path directory = CASES.resolve(name);
        HasMetadata job = yaml.unmarshal(Files.readString(directory.resolve("job.yaml")));
        Map<String, PoolBinding> pools = pools(directory);

        // When
        List<HasMetadata> children = job instanceof TrainingJob training
                ? trainingChildren(training, pools, pods(directory))
                : inferenceChildren((InferenceJob) job, pools);

        // Then
        String actual = children.stream().map(yaml::asYaml).collect(Collectors.joining());
        Path expected = directory.resolve("expected.yaml");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static List<HasMetadata> trainingChildren(TrainingJob job, Map<String, PoolBinding> pools, List<Pod> pods) {
        Share share =
                PlacedShares.of(job.getStatus().placement(), pool -> "class").orElseThrow();
        List<Attempt> attempts = job.getStatus().attempts();
        Attempt newest = attempts.get(attempts.size() - 1);
        PoolBinding pool = pools.get(share.pool());
        TrainingChildren children = TrainingChildren.of(job, newest, share, pool);
        List<HasMetadata> result = new ArrayList<>(List.of(children.service(), children.job()));
        RankTableFile.of(pods, share)
                .json()
                .ifPresent(table -> result.add(RankTableMount.configMap(job, newest, share, pool, table)));
        return result;
    }

    private static List<HasMetadata> inferenceChildren(InferenceJob job, Map<String, PoolBinding> pools) {
        InferenceChildren children = new InferenceChildren(job);
        List<HasMetadata> result = new ArrayList<>();
        children.service().ifPresent(result::add);
        List<Share> shares = PlacedShares.of(job.getStatus().placement(), pool -> "class");
        result.add(children.disruptionBudget(shares));
        shares.forEach(share -> result.add(
                share.podsPerReplica() > 1
                        ? children.leaderWorkerSet(
                                share,
                                pools.get(share.pool()),
                                ChildNames.group(job.getMetadata().getName(), share.pool(), 0))
                        : children.deployment(share, pools.get(share.pool()), share.replicas())));
        return result;
    }

    /** What the device plugin has noted on the pods, where the case has that. */
    private List<Pod> pods(Path directory) throws IOException {
        record Pods(List<Pod> pods) {}
        Path file = directory.resolve("pods.yaml");
        return Files.exists(file)
                ? yaml.unmarshal(Files.readString(file), Pods.class).pods()
                : List.of();
    }

    private Map<String, PoolBinding> pools(Path directory) throws IOException {
        record Pools(List<PoolBinding> pools) {}
        return yaml.unmarshal(Files.readString(directory.resolve("pools.yaml")), Pools.class).pools().stream()
                .collect(Collectors.toMap(PoolBinding::pool, p -> p));
    }
}
