package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingPlacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The R2 story, live: training goes to H20, inference to Ascend, for the reasons of the model, and the plan had said so. */
@ExtendWith(LiveClusterExtension.class)
@Order(3)
class StoryIT {
    private static final YAMLMapper YAML = new YAMLMapper();

    private LiveCluster cluster;
    private Example story;

    @BeforeEach
    void apply(LiveCluster live) {
        cluster = live;
        story = new Example(live, "r2");
        // A plan sees all jobs at once. So does an operator that finds them there; one that runs gets to know those of
        // one
        // kind before those of the other, in any order.
        live.stopOperator();
        story.apply("workloads.yaml");
        live.operator();
    }

    @AfterEach
    void remove() {
        story.close();
    }

    @Test
    void comesOutAndThePlanAgrees() throws IOException {
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(training("r2-pretrain")).isIn(Phase.Running);
            TrainingAssert.that(training("r2-distill")).isIn(Phase.Running);
            assertThat(inference().getStatus()).isNotNull();
            assertThat(inference().getStatus().phase()).isEqualTo(Phase.Running);
        });

        trainsOnH20BecauseAscendHasNotEarnedIt();
        servesOnAscend();
        podsRunWhereItWasDecided();
        poolsCountIt();
        JsonNode printed = readBack();
        assertThat(PlanCommandLine.of(write(printed)).pools())
                .as("pools by the plan, jobs placed as they are")
                .containsEntry("h20-a", "32 allocated, 0 free")
                .containsEntry("ascend-a", "56 allocated, 72 free");
        assertThat(PlanCommandLine.of(write(undecided(printed))).shares())
                .as("decisions by the plan, on the cluster before they were taken")
                .isEqualTo(live());
    }

    private void trainsOnH20BecauseAscendHasNotEarnedIt() {
        TrainingPlacement placement = training("r2-pretrain").getStatus().placement();
        assertThat(placement.pool()).isEqualTo("h20-a");
        assertThat(placement.stack()).isEqualTo("cuda");
        assertThat(placement.nodes()).containsExactlyInAnyOrder("h20-1", "h20-2", "h20-3", "h20-4");
        assertThat(placement.message()).isNotBlank();
        assertThat(placement.candidates())
                .extracting(CandidateStatus::pool, CandidateStatus::feasible, CandidateStatus::reason)
                .containsExactly(tuple("h20-a", true, null), tuple("ascend-a", false, "MaturityBelowFloor"));
        CandidateStatus h20 = placement.candidates().get(0);
        CandidateStatus ascend = placement.candidates().get(1);
        assertThat(ascend.compute()).as("Ascend is faster on paper").isGreaterThan(h20.compute());
        assertThat(ascend.maturity()).as("and seldom finishes").isLessThan(h20.maturity());
        assertThat(placement.candidates())
                .allSatisfy(candidate -> assertThat(List.of(
                                candidate.compute(), candidate.interconnect(), candidate.maturity(), candidate.value()))
                        .allSatisfy(axis -> assertThat(axis).isBetween(0.0, 1.0)));
    }

    private void servesOnAscend() {
        assertThat(inference().getStatus().placement().shares())
                .extracting(ShareStatus::pool, ShareStatus::stack, ShareStatus::replicas)
                .containsExactly(tuple("ascend-a", "cann", 3));
    }

    private void podsRunWhereItWasDecided() {
        for (String job : List.of("r2-pretrain", "r2-distill")) {
            assertThat(story.nodesOfPods("research", job))
                    .isEqualTo(sorted(training(job).getStatus().placement().nodes()));
        }
        assertThat(story.nodesOfPods("serving", "r2-chat"))
                .isEqualTo(sorted(
                        inference().getStatus().placement().shares().get(0).nodes()));
    }

    private void poolsCountIt() {
        Sandbox.await().untilAsserted(() -> {
            PoolAssert.that(story.pool("h20-a")).counts(32, 32);
            PoolAssert.that(story.pool("ascend-a")).counts(128, 8 + 3 * 16);
        });
    }

    /** Pool and nodes of every job as the operator decided. */
    private Map<String, List<String>> live() {
        Map<String, List<String>> live = new TreeMap<>();
        for (String job : List.of("r2-pretrain", "r2-distill")) {
            TrainingPlacement placement = training(job).getStatus().placement();
            live.put("TrainingJob " + job, List.of(placement.pool() + " " + placement.nodes()));
        }
        live.put(
                "InferenceJob r2-chat",
                inference().getStatus().placement().shares().stream()
                        .map(share -> share.pool() + " " + share.nodes())
                        .toList());
        return live;
    }

    /** The cluster as kubectl prints it. */
    private JsonNode readBack() throws IOException {
        return YAML.readTree(cluster.kubectl(
                "get",
                "nodes,pods,priorityclasses,acceleratorclasses,acceleratorpools,placementpolicies,trainingjobs,inferencejobs",
                "--all-namespaces",
                "-o",
                "yaml"));
    }

    /** As it was before anything was decided: jobs without status, and without the pods that came of it. */
    private static JsonNode undecided(JsonNode list) {
        ArrayNode items = (ArrayNode) list.path("items");
        for (Iterator<JsonNode> all = items.iterator(); all.hasNext(); ) {
            JsonNode item = all.next();
            if (item.path("kind").asText().endsWith("Job")) {
                ((ObjectNode) item).remove("status");
            } else if (item.path("metadata").path("labels").has(Heterodyne.JOB_NAME_LABEL)) {
                all.remove();
            }
        }
        return list;
    }

    private static Path write(JsonNode list) throws IOException {
        Path file = Checkout.OUTPUT.resolve("cluster.yaml");
        Files.writeString(file, YAML.writeValueAsString(list));
        return file;
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private TrainingJob training(String name) {
        return story.training(name);
    }

    private InferenceJob inference() {
        return story.inference("r2-chat");
    }
}
