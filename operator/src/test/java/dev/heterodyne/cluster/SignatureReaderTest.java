package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.attribution.AttemptEnd;
import dev.heterodyne.evidence.attribution.Attribution;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.evidence.attribution.PodEnd;
import dev.heterodyne.evidence.attribution.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureReaderTest {
    private static final SignatureReader READER = new SignatureReader();
    private static final List<Signature> BUILT_IN = READER.builtIn();
    private static final Attribution ATTRIBUTION = new Attribution(BUILT_IN);

    record Sample(String signature, String message) {}

    static Stream<Sample> samples() {
        try (InputStream file = SignatureReaderTest.class.getResourceAsStream("/attribution/messages.yaml")) {
            JsonNode list = new ObjectMapper(new YAMLFactory()).readTree(file);
            return StreamSupport.stream(list.spliterator(), false)
                    .map(n -> new Sample(
                            n.path("signature").asText(), n.path("message").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding explain(Attribution attribution, String message) {
        PodEnd.Exit exit = new PodEnd.Exit("trainer", 1, "Error", message, Optional.empty());
        PodEnd pod = new PodEnd("j-0", 0, "n0", "Failed", "", "", List.of(exit), "");
        return attribution
                .of(new AttemptEnd(false, true, false, "", List.of(pod), List.of()))
                .orElseThrow();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("samples")
    void aMessageIsExplainedByItsSignature(Sample sample) {
        Finding found = explain(ATTRIBUTION, sample.message());

        if (sample.signature().isEmpty()) {
            assertThat(found.reason()).isEqualTo("exit code 1 of j-0 on n0");
        } else {
            assertThat(found.reason()).startsWith(sample.signature() + " in j-0 on n0: ");
            assertThat(found.outcome())
                    .isEqualTo(BUILT_IN.stream()
                            .filter(s -> s.name().equals(sample.signature()))
                            .findFirst()
                            .orElseThrow()
                            .outcome());
        }
    }

    @Test
    void everyEntryHasASampleASourceAndAVerdictThatAMessageCanGive() {
        assertThat(READER.entries())
                .extracting(SignatureReader.Entry::name)
                .doesNotHaveDuplicates()
                .isSubsetOf(samples().map(Sample::signature).toList());
        assertThat(READER.entries()).allSatisfy(entry -> {
            assertThat(entry.source()).isNotBlank();
            assertThat(entry.outcome())
                    .isIn(
                            AttemptOutcome.HardwareFailure,
                            AttemptOutcome.StackFailure,
                            AttemptOutcome.UserError,
                            AttemptOutcome.Unknown);
        });
    }

    @Test
    void hardwareComesFirst() {
        List<Outcome> outcomes = BUILT_IN.stream().map(Signature::outcome).toList();

        assertThat(outcomes.subList(0, outcomes.lastIndexOf(Outcome.HARDWARE_FAILURE)))
                .containsOnly(Outcome.HARDWARE_FAILURE);
    }

    private static final String POLICY = """
            metadata: {name: lab}
            spec:
              failureSignatures:
                - {name: ours, pattern: "fabric [0-9]+ reset", outcome: HardwareFailure}
                - {name: known, pattern: EI0002, outcome: Unknown}
            """;

    private static Reading<List<Signature>> read(String yaml) {
        return READER.read(Yaml.read(PlacementPolicy.class, yaml));
    }

    @Test
    void aPolicyBringsItsOwnWhichGoFirst() {
        List<Signature> own = read(POLICY).value().orElseThrow();
        assertThat(own)
                .containsExactly(
                        new Signature("ours", "fabric [0-9]+ reset", Outcome.HARDWARE_FAILURE),
                        new Signature("known", "EI0002", Outcome.UNKNOWN));

        Attribution both =
                new Attribution(Stream.concat(own.stream(), BUILT_IN.stream()).toList());
        assertThat(explain(both, "EI0002: the Notify register times out").reason())
                .startsWith("known in ");
        assertThat(explain(both, "Fabric 7 RESET").outcome()).isEqualTo(Outcome.HARDWARE_FAILURE);
    }

    @Test
    void aPolicyWithoutSignaturesAddsNone() {
        assertThat(read("{metadata: {name: p}}").value()).contains(List.of());
        assertThat(read("{metadata: {name: p}, spec: {}}").value()).contains(List.of());
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @CsvSource(delimiter = '|', textBlock = """
            name: ours                       | name: ''             | spec.failureSignatures[0].name       | give 1 to 63 characters
            pattern: EI0002                  | pattern: ''          | spec.failureSignatures[1].pattern    | give 1 to 256 characters
            pattern: EI0002                  | pattern: 'a(b'       | spec.failureSignatures[1].pattern    | is 'a(b', which is no RE2 expression (missing closing ))
            pattern: EI0002                  | pattern: '(?!x)y'    | spec.failureSignatures[1].pattern    | no RE2 expression
            outcome: HardwareFailure         | outcome: Completed   | spec.failureSignatures[0].outcome    | is Completed; a signature can tell StackFailure
            , outcome: HardwareFailure       | ''                   | spec.failureSignatures[0].outcome    | is missing
            name: known                      | name: ours           | spec.failureSignatures               | names 'ours' twice; give each a name of its own
            """)
    void aFaultNamesObjectFieldAndRemedy(String from, String to, String field, String message) {
        Reading<List<Signature>> read = read(POLICY.replace(from, to));

        assertThat(read.value()).isEmpty();
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.object()).isEqualTo("PlacementPolicy lab");
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).contains(message);
        });
    }
}
