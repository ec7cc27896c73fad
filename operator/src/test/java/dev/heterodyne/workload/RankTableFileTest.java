package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankTableFileTest {
    private static final Share SHARE = new Share("p", "c", "cann", 3, 2, "", List.of("n1", "n2", "n2"));

    @Test
    void ranksGoUpByOneThroughPodsAndTheirDevices() throws IOException {
        RankTableFile file = RankTableFile.of(
                List.of(pod(2, note("c", 6, 7)), pod(0, note("a", 0, 1)), pod(1, note("b", 4, 5))), SHARE);

        JsonNode table = new ObjectMapper().readTree(file.json().orElseThrow());
        assertThat(file.problems()).isEmpty();
        assertThat(table.path("version").asText()).isEqualTo("1.0");
        assertThat(table.path("status").asText()).isEqualTo("completed");
        assertThat(table.path("server_count").asText()).isEqualTo("3");
        assertThat(rows(table))
                .containsExactly(
                        "a 0 10.0.0.0 0",
                        "a 1 10.0.0.1 1",
                        "b 4 10.0.0.4 2",
                        "b 5 10.0.0.5 3",
                        "c 6 10.0.0.6 4",
                        "c 7 10.0.0.7 5");
    }

    @Test
    void podsOfOneServerAreOneEntry() throws IOException {
        RankTableFile file = RankTableFile.of(
                List.of(pod(0, note("a", 0, 1)), pod(1, note("b", 0, 1)), pod(2, note("a", 2, 3))), SHARE);

        JsonNode table = new ObjectMapper().readTree(file.json().orElseThrow());
        assertThat(table.path("server_count").asText()).isEqualTo("2");
        assertThat(rows(table))
                .containsExactly(
                        "a 0 10.0.0.0 0",
                        "a 1 10.0.0.1 1",
                        "a 2 10.0.0.2 4",
                        "a 3 10.0.0.3 5",
                        "b 0 10.0.0.0 2",
                        "b 1 10.0.0.1 3");
    }

    @Test
    void aGangWithPodsMissingOrNotYetNotedWaitsWithoutComplaint() {
        Pod first = pod(0, note("a", 0, 1));
        Pod second = pod(1, note("b", 4, 5));

        assertThat(RankTableFile.of(List.of(), SHARE)).isEqualTo(waiting());
        assertThat(RankTableFile.of(List.of(first, second), SHARE)).isEqualTo(waiting());
        assertThat(RankTableFile.of(List.of(first, second, pod(2, null)), SHARE))
                .isEqualTo(waiting());
    }

    @Test
    void aPodThatIsBeingDeletedDoesNotCount() {
        Pod leaving = new PodBuilder(pod(2, note("c", 6, 7)))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();

        assertThat(RankTableFile.of(List.of(pod(0, note("a", 0, 1)), pod(1, note("b", 4, 5)), leaving), SHARE))
                .isEqualTo(waiting());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{broken|is not JSON",
                "[]|is not JSON",
                "null|lacks server_id or devices",
                "{\"devices\":[]}|lacks server_id or devices",
                "{\"server_id\":\"c\"}|lacks server_id or devices",
                "{\"server_id\":\"c\",\"devices\":[{\"device_id\":\"6\",\"device_ip\":\"10.0.0.6\"}]}|lists 1 devices, the pod has 2",
                "{\"server_id\":\"c\",\"devices\":[null,{\"device_id\":\"7\",\"device_ip\":\"10.0.0.7\"}]}|names a device 'null'",
                "{\"server_id\":\"c\",\"devices\":[{\"device_id\":\"6\",\"device_ip\":\"-1\"},{\"device_id\":\"7\",\"device_ip\":\"10.0.0.7\"}]}|has no address for device 6",
                "{\"server_id\":\"c\",\"devices\":[{\"device_id\":\"6\"},{\"device_id\":\"7\",\"device_ip\":\"10.0.0.7\"}]}|has no address for device 6"
            })
    void aNoteThatCannotBeUsedIsNamedAndTheGangWaits(String note, String problem) {
        RankTableFile file =
                RankTableFile.of(List.of(pod(0, note("a", 0, 1)), pod(1, note("b", 4, 5)), pod(2, note)), SHARE);

        assertThat(file.json()).isEmpty();
        assertThat(file.problems())
                .singleElement()
                .asString()
                .startsWith("Pod team/r2: annotation ascend.kubectl.kubernetes.io/ascend-910-configuration " + problem)
                .contains("huawei.com/AscendReal");
    }

    @Test
    void aPodAwaitsItsTableFromTheNoteUntilItRuns() {
        assertThat(RankTableFile.isAwaitedBy(phase("Pending", note("a", 0, 1)))).isTrue();
        assertThat(RankTableFile.isAwaitedBy(phase("Pending", null))).isFalse();
        assertThat(RankTableFile.isAwaitedBy(phase("Running", note("a", 0, 1)))).isFalse();
        assertThat(RankTableFile.isAwaitedBy(pod(0, note("a", 0, 1)))).isFalse();
    }

    private static RankTableFile waiting() {
        return new RankTableFile(Optional.empty(), List.of());
    }

    private static List<String> rows(JsonNode table) {
        return elements(table.path("server_list"))
                .flatMap(server -> elements(server.path("device"))
                        .map(d -> String.join(
                                " ",
                                server.path("server_id").textValue(),
                                d.path("device_id").textValue(),
                                d.path("device_ip").textValue(),
                                d.path("rank_id").textValue())))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String note(String server, int... devices) {
        String list = String.join(
                ",",
                IntStream.of(devices)
                        .mapToObj(d -> "{\"device_id\":\"%d\",\"device_ip\":\"10.0.0.%d\"}".formatted(d, d))
                        .toList());
        return "{\"pod_name\":\"x\",\"server_id\":\"%s\",\"devices\":[%s]}".formatted(server, list);
    }

    private static Pod phase(String phase, @Nullable String note) {
        return new PodBuilder(pod(0, note))
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    private static Pod pod(int rank, @Nullable String note) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("r" + rank)
                .withNamespace("team")
                .addToAnnotations("batch.kubernetes.io/job-completion-index", String.valueOf(rank))
                .endMetadata();
        if (note != null) {
            pod.editMetadata()
                    .addToAnnotations("ascend.kubectl.kubernetes.io/ascend-910-configuration", note)
                    .endMetadata();
        }
        return pod.build();
    }
}
