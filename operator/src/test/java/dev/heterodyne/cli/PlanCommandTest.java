package dev.heterodyne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORY = "src/test/resources/dev/heterodyne/cli/plan/story.yaml";
    private static final List<String> FIGURES =
            List.of("compute", "interconnect", "maturity", "value", "price", "score");

    private static final String JOB = """
            apiVersion: heterodyne.dev/v1alpha1
            kind: TrainingJob
            metadata: {name: j, namespace: ns}
            spec:
              replicas: 1
              acceleratorsPerReplica: 8
              parallelism: {tensor: 8}
              runtimes: [{stack: cuda, template: {}}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Run plan(InputStream stdin, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new PlanCommand(stdin))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private static Run plan(String... arguments) {
        return plan(InputStream.nullInputStream(), arguments);
    }

    private Run planOf(String manifest) throws IOException {
        return plan("-o", "json", "-f", file("job.yaml", manifest).toString());
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static List<String> names(JsonNode report) {
        return report.path("placements").findValuesAsText("name");
    }

    // What is printed

    @Test
    void aStoryIsDecidedAsWritten() throws IOException {
        Run run = plan("-f", STORY, "-o", "json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(withoutFigures(run.json())).isEqualTo(JSON.readTree("""
                {"placements": [
                  {"kind": "TrainingJob", "namespace": "research", "name": "earlier", "outcome": "Placed", "reason": "",
                   "shares": [{"pool": "sure-a", "class": "sure", "stack": "two", "replicas": 2, "accelerators": 8,
                               "domain": "s1", "nodes": ["s1", "s1"]}],
                   "candidates": [{"pool": "sure-a", "feasible": true, "reason": ""}]},
                  {"kind": "TrainingJob", "namespace": "research", "name": "orphan", "outcome": "Rejected",
                   "reason": "NoRuntimeForStack", "shares": [],
                   "candidates": [{"pool": "fast-a", "feasible": false, "reason": "NoRuntimeForStack"},
                                  {"pool": "sure-a", "feasible": false, "reason": "NoRuntimeForStack"}]},
                  {"kind": "TrainingJob", "namespace": "research", "name": "flagship", "outcome": "Placed", "reason": "",
                   "shares": [{"pool": "sure-a", "class": "sure", "stack": "two", "replicas": 1, "accelerators": 8,
                               "domain": "s2", "nodes": ["s2"]}],
                   "candidates": [{"pool": "sure-a", "feasible": true, "reason": ""},
                                  {"pool": "fast-a", "feasible": false, "reason": "MaturityBelowFloor"}]},
                  {"kind": "InferenceJob", "namespace": "default", "name": "chat", "outcome": "Placed", "reason": "",
                   "shares": [{"pool": "fast-a", "class": "fast", "stack": "one", "replicas": 2, "accelerators": 2,
                               "domain": "f1", "nodes": ["f1", "f1"]}],
                   "candidates": [{"pool": "fast-a", "feasible": true, "reason": ""},
                                  {"pool": "sure-a", "feasible": false, "reason": "WaitingForAccelerators"}]}],
                 "pools": [
                  {"name": "fast-a", "accelerators": 16, "allocated": 4, "free": 12},
                  {"name": "sure-a", "accelerators": 16, "allocated": 16, "free": 0}]}
                """));
    }

    /** Figures are the core's; here it matters that they are there. */
    private static JsonNode withoutFigures(JsonNode report) {
        report.findParents("outcome").forEach(p -> ((ObjectNode) p).remove("message"));
        report.findParents("feasible").forEach(c -> ((ObjectNode) c).remove(FIGURES));
        report.path("pools").forEach(p -> ((ObjectNode) p).remove("price"));
        return report;
    }

    @Test
    void theFieldsOfTheJsonAreThoseOfTheContractInItsOrder() throws IOException {
        JsonNode report = plan("-f", STORY, "-o", "json").json();
        JsonNode placement = report.at("/placements/2");

        assertThat(fields(report)).containsExactly("placements", "pools");
        assertThat(fields(placement))
                .containsExactly("kind", "namespace", "name", "outcome", "reason", "message", "shares", "candidates");
        assertThat(fields(placement.at("/shares/0")))
                .containsExactly("pool", "class", "stack", "replicas", "accelerators", "domain", "nodes");
        assertThat(fields(placement.at("/candidates/0")))
                .containsExactly(
                        "pool", "feasible", "reason", "compute", "interconnect", "maturity", "value", "price", "score");
        assertThat(fields(report.at("/pools/0"))).containsExactly("name", "accelerators", "allocated", "free", "price");
        assertThat(fields(report.at("/pools/0/price"))).containsExactly("training", "inference");
        assertThat(placement.at("/candidates/1/value").asText())
                .describedAs("unrounded")
                .hasSizeGreaterThan(10);
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theTableHasALinePerJobWithItsCandidatesBelow() {
        Run run = plan("-f", STORY);

        assertThat(run.out())
                .contains("TrainingJob research/flagship  Placed    sure-a  two           1             8  s2      s2")
                .contains("* sure-a")
                .contains("  fast-a")
                .contains("MaturityBelowFloor")
                .contains("as decided before")
                .contains("POOL    ACCELERATORS  ALLOCATED  FREE  TRAINING PRICE  INFERENCE PRICE");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void nothingToPlaceIsFine() throws IOException {
        Run run = planOf("{apiVersion: v1, kind: Node, metadata: {name: n}}");

        assertThat(run.exit()).isZero();
        assertThat(run.json()).isEqualTo(JSON.readTree("{\"placements\": [], \"pools\": []}"));
    }

    // What is read

    @Test
    void theOrderOfFilesAndDocumentsDoesNotMatter() throws IOException {
        List<String> documents = List.of(Files.readString(Path.of(STORY)).split("(?m)^---\\n", -1));
        List<String> reversed = new ArrayList<>(documents);
        Collections.reverse(reversed);
        Path file = file("reversed.yaml", String.join("---\n", reversed));

        assertThat(plan("-f", file.toString(), "-o", "json").json())
                .isEqualTo(plan("-f", STORY, "-o", "json").json());
    }

    @Test
    void directoriesAreReadWithAllThatIsBelowThem() throws IOException {
        file("in/b.yml", JOB.replace("name: j", "name: b"));
        file("in/deep/a.yaml", JOB.replace("name: j", "name: a"));
        file("in/c.json", JSON.writeValueAsString(asJson(JOB.replace("name: j", "name: c"))));
        file("in/README.md", "not a manifest");

        Run run = plan("-o", "json", "-f", directory.resolve("in").toString());

        assertThat(run.err()).isEmpty();
        assertThat(names(run.json())).containsExactly("a", "b", "c");
    }

    private static JsonNode asJson(String yaml) {
        return JSON.valueToTree(new org.snakeyaml.engine.v2.api.Load(
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                .loadFromString(yaml));
    }

    @Test
    void standardInputAndFilesAreReadTogether() throws IOException {
        Path file = file("b.yaml", JOB.replace("name: j", "name: b"));

        Run run = plan(
                new ByteArrayInputStream(JOB.getBytes(StandardCharsets.UTF_8)),
                "-f",
                "-",
                "-f",
                file.toString(),
                "-o",
                "JSON");

        assertThat(names(run.json())).containsExactly("b", "j");
    }

    @Test
    void listsAsTheApiServerPrintsThemAreUnpacked() throws IOException {
        Run run = planOf("""
                {"apiVersion": "heterodyne.dev/v1alpha1", "kind": "TrainingJobList", "items": [
                  {"metadata": {"name": "j"},
                   "spec": {"replicas": 1, "acceleratorsPerReplica": 1, "runtimes": [{"stack": "cuda"}]}}]}
                """);

        assertThat(names(run.json())).containsExactly("j");
        assertThat(run.json().at("/placements/0/namespace").asText()).isEqualTo("default");
    }

    @Test
    void unknownKindsAreSkippedAndNamedOnRequest() throws IOException {
        String path = file("x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: 7}")
                .toString();

        assertThat(plan("-f", path).err()).isEmpty();
        assertThat(plan("-v", "-f", path).err()).contains(path + ": document 1: v1 ConfigMap is skipped");
    }

    @Test
    void aQueueIsReadWithAWarning() throws IOException {
        Run run = planOf("{apiVersion: heterodyne.dev/v1alpha1, kind: PlacementQueue, metadata: {name: q}, spec: {}}");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("warning: ").contains("quotas are not enforced yet");
    }

    @Test
    void aMissingPriorityClassIsAWarning() throws IOException {
        Run run = planOf(JOB.replace("spec:\n", "spec:\n  priorityClassName: high\n"));

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("TrainingJob ns/j names PriorityClass high");
    }

    @Test
    void aJobThatBacksOffIsShownAndNotPlaced() throws IOException {
        Run run = planOf(JOB + "status: {phase: Pending, retryTime: \"9999-01-01T00:00:00Z\"}\n");

        assertThat(run.exit()).isZero();
        assertThat(run.json().at("/placements/0/name").asText()).isEqualTo("j");
        assertThat(run.json().at("/placements/0/outcome").asText()).isEqualTo("Pending");
        assertThat(run.json().at("/placements/0/reason").asText()).isEqualTo("BackingOff");
        assertThat(run.json().at("/placements/0/message").asText()).endsWith("again at 9999-01-01T00:00:00Z");
    }

    @Test
    void priorityGoesBeforeAge() throws IOException {
        String old = JOB.replace("namespace: ns", "namespace: ns, creationTimestamp: \"2020-01-01T00:00:00Z\"");
        Run run = planOf(old + "---\n"
                + JOB.replace("name: j", "name: urgent").replace("spec:\n", "spec:\n  priorityClassName: high\n")
                + "---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 5}\n");

        assertThat(names(run.json())).containsExactly("urgent", "j");
    }

    @Test
    void aStatusFromANewerVersionIsReadAsFarAsItIsKnown() throws IOException {
        Run run = planOf(JOB + "status: {phase: Dreaming, mood: good, placement: {mood: good}}\n");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    // What is refused

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    replicas: 1               | replicas: 0                | TrainingJob ns/j: spec.replicas: is 0
                    replicas: 1               | replicas: "1"              | TrainingJob ns/j: spec.replicas: is "1"; must be a whole number
                    replicas: 1               | replicas: 1.5              | TrainingJob ns/j: spec.replicas: is 1.5
                    replicas: 1               | replicas: 99999999999      | TrainingJob ns/j: spec.replicas: is 99999999999
                    replicas: 1               | replicas: [1]              | TrainingJob ns/j: spec.replicas: is a list
                    replicas: 1               | replica: 1                 | TrainingJob ns/j: spec.replica: is no field here
                    tensor: 8                 | tensor: 7                  | TrainingJob ns/j: spec.parallelism: tensor x pipeline is 7
                    stack: cuda               | stack: 7                   | TrainingJob ns/j: spec.runtimes[0].stack: is 7; must be text
                    template: {}              | template: x                | TrainingJob ns/j: spec.runtimes[0].template: is "x"; must be an object
                    runtimes: [{              | runtimes: [~, {            | TrainingJob ns/j: spec.runtimes[0]: is empty
                    name: j,                  | ''                         | TrainingJob: metadata.name: is missing
                    name: j,                  | 'name: J J,'               | TrainingJob: metadata.name: is 'J J'
                    namespace: ns             | 'namespace: ns, labels: {a: 1}' | TrainingJob ns/j: metadata.labels.a: is 1; must be text
                    kind: TrainingJob         | kind: TrainJob             | kind: is 'TrainJob', which heterodyne.dev does not have
                    kind: TrainingJob         | ''                         | kind: is missing
                    heterodyne.dev/v1alpha1   | heterodyne.dev/v1          | TrainingJob: apiVersion: is 'heterodyne.dev/v1'; must be
                    'spec:'                   | 'speck: {}\nspec:'         | TrainingJob ns/j: speck: is no field here
                    """)
    void aFaultNamesFileDocumentObjectAndField(String from, String to, String fault) throws IOException {
        Run run = planOf(JOB.replace(from, to.replace("\\n", "\n")));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith(directory.resolve("job.yaml") + ": document 1: ")
                .contains(": " + fault);
    }

    @Test
    void everyFaultHasALineOfItsOwn() throws IOException {
        Run run = planOf(JOB.replace("replicas: 1", "replicas: 0").replace("stack: cuda", "stack: C U D A") + "---\n"
                + JOB.replace("name: j", "name: k").replace("tensor", "tensors"));

        assertThat(run.err()
                        .lines()
                        .map(l -> l.replaceFirst("^.*job.yaml: ", "").replaceFirst(": (is|has).*", "")))
                .containsExactly(
                        "document 1: TrainingJob ns/j: spec.replicas",
                        "document 1: TrainingJob ns/j: spec.runtimes[0].stack",
                        "document 2: TrainingJob ns/k: spec.parallelism.tensors");
    }

    @Test
    void anObjectThatIsGivenTwiceIsAFault() throws IOException {
        Path first = file("a.yaml", JOB);
        Path second = file("b.yaml", JOB);

        Run run = plan("-f", first.toString(), "-f", second.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(second + ": document 1: TrainingJob ns/j: is given twice, first in " + first
                        + ": document 1; remove one");
    }

    @ParameterizedTest
    @CsvSource({
        "x.yaml, 'a: [1', line 1",
        "x.yaml, 'a: 1\na: 2', duplicate key",
        "x.json, '{\"a\": }', line 1",
        "x.yaml, just text, is no object"
    })
    void whatCannotBeParsedIsAFault(String name, String content, String message) throws IOException {
        Path file = file(name, content);

        Run run = plan("-f", file.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(file + ": document 1: ").contains(message);
    }

    @Test
    void aMissingFileIsAFault() {
        Run run = plan("-f", "nowhere.yaml");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines("nowhere.yaml: no such file or directory");
    }

    @Test
    void aDirectoryWithoutManifestsIsAFault() {
        assertThat(plan("-f", directory.toString()).err()).contains("holds no .yaml, .yml or .json file");
    }

    @ParameterizedTest
    @CsvSource({
        "'status: {capacity: {x.y/gpu: -1}}', status.capacity[x.y/gpu]",
        "'status: {allocatable: {x.y/gpu: 1.5}}', status.allocatable[x.y/gpu]",
        "'status: {capacity: {x.y/gpu: many}}', status.capacity[x.y/gpu]",
        "'status: []', status"
    })
    void aNodeThatOffersNoWholeNumberOfDevicesIsAFault(String status, String field) throws IOException {
        Run run = planOf("apiVersion: v1\nkind: Node\nmetadata: {name: n}\n" + status);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Node n: " + field);
    }

    @Test
    void theCommandLineIsCheckedToo() {
        assertThat(plan().exit()).isEqualTo(2);
        assertThat(plan("-f", STORY, "-o", "xml").exit()).isEqualTo(2);
    }

    @Test
    void theFlagshipMovesOnceTheStackHasEarnedIt() throws IOException {
        Path classes = file(
                "classes.yaml",
                Files.readString(Path.of("../examples/r2/classes.yaml"))
                        .replace("completion: 0.10", "completion: 0.90"));
        String r2 = "../examples/r2/";

        Run run = plan(
                "-o",
                "json",
                "-f",
                classes.toString(),
                "-f",
                r2 + "nodes.yaml",
                "-f",
                r2 + "pools.yaml",
                "-f",
                r2 + "policy.yaml",
                "-f",
                r2 + "namespaces.yaml",
                "-f",
                r2 + "workloads.yaml");

        assertThat(run.json().at("/placements/0/shares/0/pool").asText()).isEqualTo("ascend-a");
    }

    @Test
    void theExamplesPlan() throws IOException {
        Run story = plan("-f", "../examples/r2", "-o", "json");
        Run start = plan("-f", "../examples/getting-started", "-f", "../examples/r2", "-o", "json");

        assertThat(story.err()).isEmpty();
        assertThat(start.err()).isEmpty();
        assertThat(names(story.json())).containsExactly("r2-pretrain", "r2-distill", "r2-chat");
        assertThat(story.json().findValuesAsText("outcome")).containsOnly("Placed");
        assertThat(story.json().at("/placements/0/shares/0/pool").asText()).isEqualTo("h20-a");
        assertThat(story.json().at("/placements/2/shares/0/pool").asText()).isEqualTo("ascend-a");
    }

    private static List<String> clusterOfTheStory() {
        List<String> arguments = new ArrayList<>();
        for (String file : List.of("classes", "nodes", "pools", "policy", "namespaces")) {
            arguments.addAll(List.of("-f", "../examples/r2/" + file + ".yaml"));
        }
        return arguments;
    }

    @Test
    void ofAReplicaOfSeveralPodsItIsToldHowManyNodesAreItsOwn() throws IOException {
        List<String> arguments = clusterOfTheStory();
        arguments.addAll(List.of("-o", "json", "-f", file("large.yaml", """
                        apiVersion: heterodyne.dev/v1alpha1
                        kind: InferenceJob
                        metadata: {name: large, namespace: ns}
                        spec:
                          replicas: {min: 2}
                          acceleratorsPerReplica: 16
                          podsPerReplica: 2
                          runtimes: [{stack: cuda, template: {}}]
                        """).toString()));
        Run told = plan(arguments.toArray(String[]::new));

        JsonNode share = placement(told, "large").at("/shares/0");
        assertThat(share.get("replicas").asInt()).isEqualTo(2);
        assertThat(share.get("nodes")).hasSize(4);
        assertThat(share.get("podsPerReplica").asInt()).isEqualTo(2);
    }

    @Test
    void whatAServiceLendsIsToldBesideWhatItRuns() throws IOException {
        List<String> arguments = clusterOfTheStory();
        arguments.addAll(List.of("-f", "../examples/day-and-night"));
        Run shown = plan(arguments.toArray(String[]::new));
        arguments.addAll(List.of("-o", "json"));
        Run told = plan(arguments.toArray(String[]::new));

        assertThat(told.err()).isEmpty();
        JsonNode chat = placement(told, "chat");
        assertThat(chat.at("/shares/0/replicas").asInt()).isEqualTo(3);
        assertThat(chat.at("/shares/0/lentNodes")).hasSize(5);
        assertThat(chat.at("/shares/1/replicas").asInt()).isZero();
        assertThat(chat.at("/shares/1/lentNodes")).hasSize(1);
        assertThat(placement(told, "night-tuning").at("/shares/0").has("lentNodes"))
                .isFalse();
        assertThat(shown.out())
                .contains("ascend-1, ascend-2, ascend-3; lends ascend-4 ... ascend-8 (5 nodes)")
                .containsPattern("h20-a +cuda +0 +0 +- +lends h20-4")
                .contains("      h20-a        0.87");
    }

    @Test
    void theMandateStopsAtAQuarantine() throws IOException {
        Run run = plan("-f", "../examples/r2-mandate", "-o", "json");

        assertThat(run.err()).isEmpty();
        assertThat(share(run, "r2-pretrain")).isEqualTo("h20-a");
        assertThat(placement(run, "r2-pretrain").at("/candidates/1/reason").asText())
                .isEqualTo("PoolQuarantined");
        assertThat(share(run, "r2-chat")).isEqualTo("ascend-a");
        assertThat(share(run, "r2-canary-1")).isEqualTo("ascend-a");
        assertThat(share(run, "r2-canary-2")).isEqualTo("ascend-a");
        assertThat(placement(run, "r2-canary-3").path("reason").asText()).isEqualTo("CanaryLimitReached");
        assertThat(placement(run, "r2-next").path("outcome").asText()).isEqualTo("Pending");
    }

    private static JsonNode placement(Run run, String job) throws IOException {
        return StreamSupport.stream(run.json().path("placements").spliterator(), false)
                .filter(p -> p.path("name").asText().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private static String share(Run run, String job) throws IOException {
        return placement(run, job).at("/shares/0/pool").asText();
    }
}
