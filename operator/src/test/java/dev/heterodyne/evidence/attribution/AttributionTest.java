package dev.heterodyne.evidence.attribution;

import static dev.heterodyne.evidence.Outcome.COMPLETED;
import static dev.heterodyne.evidence.Outcome.HARDWARE_FAILURE;
import static dev.heterodyne.evidence.Outcome.PREEMPTED;
import static dev.heterodyne.evidence.Outcome.STACK_FAILURE;
import static dev.heterodyne.evidence.Outcome.UNKNOWN;
import static dev.heterodyne.evidence.Outcome.USER_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.re2j.PatternSyntaxException;
import dev.heterodyne.evidence.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeEnd N0 = new NodeEnd("n0", true, true, 8, 8, List.of());
    private static final NodeEnd N1 = new NodeEnd("n1", true, true, 8, 8, List.of());
    private static final String TIMEOUT = "first line\n[rank1]: link timeout after 600 s\nlast line";

    private final Attribution attribution = new Attribution(List.of(
            new Signature("bus", "off the bus", HARDWARE_FAILURE),
            new Signature("timeout", "link TIMEOUT", STACK_FAILURE),
            new Signature("bug", "SyntaxError", USER_ERROR),
            new Signature("peer", "peer is gone", UNKNOWN)));

    /** A pod of a gang of two; rank r on node nr. */
    private record TestPod(
            int rank, String phase, String reason, String disruption, List<PodEnd.Exit> exits, String waiting) {
        static TestPod running(int rank) {
            return new TestPod(rank, "Running", "", "", List.of(), "");
        }

        static TestPod exited(int rank, int code, String message, int second) {
            return running(rank).exit(code, code == 0 ? "Completed" : "Error", message, second);
        }

        TestPod exit(int code, String why, String message, int second) {
            PodEnd.Exit exit = new PodEnd.Exit("trainer", code, why, message, Optional.of(T0.plusSeconds(second)));
            return new TestPod(rank, code == 0 ? "Succeeded" : "Failed", reason, disruption, List.of(exit), "");
        }

        TestPod disrupted(String why) {
            return new TestPod(rank, phase, reason, why, exits, waiting);
        }

        TestPod because(String why) {
            return new TestPod(rank, "Failed", why, disruption, exits, waiting);
        }

        TestPod waits(String why) {
            return new TestPod(rank, "Pending", reason, disruption, exits, why);
        }

        PodEnd bound() {
            return on("n" + rank);
        }

        PodEnd on(String node) {
            return new PodEnd("j-" + rank, rank, node, phase, reason, disruption, exits, waiting);
        }
    }

    private static final PodEnd FINE = TestPod.running(0).bound();
    private static final PodEnd DONE = TestPod.exited(0, 0, "", 0).bound();
    private static final PodEnd TIMED_OUT = TestPod.exited(0, 1, TIMEOUT, 5).bound();

    private Optional<Finding> running(PodEnd one, PodEnd other, NodeEnd... nodes) {
        return attribution.of(new AttemptEnd(false, false, false, "", List.of(one, other), List.of(nodes)));
    }

    private Finding failed(PodEnd one, PodEnd other, NodeEnd... nodes) {
        return attribution
                .of(new AttemptEnd(
                        false, true, false, "BackoffLimitExceeded: too many", List.of(one, other), List.of(nodes)))
                .orElseThrow();
    }

    private Finding late(PodEnd... pods) {
        return attribution
                .of(new AttemptEnd(false, false, true, "", List.of(pods), List.of(N0, N1)))
                .orElseThrow();
    }

    private static NodeEnd gone(String name) {
        return new NodeEnd(name, false, false, 0, 8, List.of());
    }

    private static NodeEnd notReady(String name) {
        return new NodeEnd(name, true, false, 8, 8, List.of());
    }

    private static NodeEnd faulty(String name, int allocatable) {
        return new NodeEnd(name, true, true, allocatable, 8, List.of("XidError=79"));
    }

    private static void assertFound(Finding found, Outcome outcome, String reason, String... nodes) {
        assertThat(found.outcome()).as(found.reason()).isEqualTo(outcome);
        assertThat(found.reason()).contains(reason).doesNotContain("\n");
        assertThat(found.nodes()).containsExactly(nodes);
    }

    @Test
    void whatRunsWellGoesOn() {
        assertThat(running(FINE, TestPod.running(1).bound(), N0, N1)).isEmpty();
        assertThat(running(FINE, TestPod.running(1).waits("ImagePullBackOff").bound(), N0, N1))
                .isEmpty();
        assertThat(running(TIMED_OUT, TestPod.running(1).bound(), N0, N1)).isEmpty();
    }

    @Test
    void successIsSuccessWhateverElseShows() {
        Finding found = attribution
                .of(new AttemptEnd(true, false, false, "", List.of(DONE), List.of(gone("n0"))))
                .orElseThrow();

        assertFound(found, COMPLETED, "succeeded");
    }

    @Test
    void aLostNodeIsFoundWhileTheJobStillRuns() {
        assertFound(running(FINE, FINE, N0, gone("n1")).orElseThrow(), HARDWARE_FAILURE, "node n1 is gone", "n1");
        assertFound(
                running(FINE, FINE, notReady("n0"), gone("n1")).orElseThrow(),
                HARDWARE_FAILURE,
                "node n0 is not ready; node n1 is gone",
                "n0",
                "n1");
    }

    @Test
    void aLostNodeIsTheCauseOfWhatItsPeersReport() {
        PodEnd cleaned = TestPod.running(1).disrupted("DeletionByPodGC").bound();

        assertFound(failed(TIMED_OUT, cleaned, N0, gone("n1")), HARDWARE_FAILURE, "n1 is gone", "n1");
        assertFound(
                failed(
                        TIMED_OUT,
                        TestPod.running(1).disrupted("DeletionByTaintManager").bound(),
                        N0,
                        notReady("n1")),
                HARDWARE_FAILURE,
                "n1 is not ready",
                "n1");
        assertFound(
                failed(TIMED_OUT, TestPod.running(1).because("NodeLost").bound(), N0, N1),
                HARDWARE_FAILURE,
                "n1 was lost under j-1",
                "n1");
    }

    @Test
    void lostDevicesAreFoundWhileTheJobStillRuns() {
        assertFound(
                running(FINE, FINE, N0, faulty("n1", 6)).orElseThrow(),
                HARDWARE_FAILURE,
                "node n1 offers 6 of the 8 accelerators needed (XidError=79)",
                "n1");
    }

    @Test
    void aFaultThatTakesNoDeviceAwayCountsOnlyOnceTheAttemptFailed() {
        assertThat(running(FINE, FINE, N0, faulty("n1", 8))).isEmpty();
        assertFound(failed(TIMED_OUT, FINE, N0, faulty("n1", 8)), HARDWARE_FAILURE, "n1 reports XidError=79", "n1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PreemptionByScheduler",
                "EvictionByEvictionAPI",
                "DeletionByTaintManager",
                "TerminationByKubelet",
                "DeletionByPodGC"
            })
    void aDisruptionIsNobodysFailure(String disruption) {
        PodEnd taken = TestPod.exited(1, 143, "", 0).disrupted(disruption).bound();

        assertFound(failed(TIMED_OUT, taken, N0, N1), PREEMPTED, "j-1 on n1: " + disruption);
        assertFound(running(FINE, taken, N0, N1).orElseThrow(), PREEMPTED, disruption);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Evicted", "Preempting", "NodeShutdown", "Shutdown"})
    void soIsAPodThatTheKubeletStopped(String reason) {
        assertFound(
                failed(TIMED_OUT, TestPod.running(1).because(reason).bound(), N0, N1),
                PREEMPTED,
                "j-1 on n1: " + reason);
    }

    @Test
    void aNodeThatWasDrainedBeforeItWentIsNotToBlame() {
        PodEnd drained = TestPod.running(1).disrupted("EvictionByEvictionAPI").bound();

        assertFound(failed(TIMED_OUT, drained, N0, gone("n1")), PREEMPTED, "EvictionByEvictionAPI");
        assertFound(failed(TIMED_OUT, drained, gone("n0"), gone("n1")), HARDWARE_FAILURE, "n0 is gone", "n0");
    }

    @Test
    void memoryIsTheUsersAndTheCauseOfWhatItsPeersReport() {
        PodEnd killed = TestPod.running(1).exit(137, "OOMKilled", "", 9).bound();

        assertFound(
                failed(TIMED_OUT, killed, N0, N1),
                USER_ERROR,
                "container trainer of j-1 on n1 was killed for its memory");
    }

    @Test
    void aSignatureNamesThePodAndTheLine() {
        assertFound(
                failed(TIMED_OUT, FINE, N0, N1),
                STACK_FAILURE,
                "timeout in j-0 on n0: [rank1]: link timeout after 600 s");
    }

    @Test
    void theEarliestMessageIsTheCause() {
        PodEnd bug = TestPod.exited(1, 1, "SyntaxError: invalid syntax", 4).bound();
        PodEnd lateBug = TestPod.exited(1, 1, "SyntaxError: invalid syntax", 6).bound();

        assertFound(failed(TIMED_OUT, bug, N0, N1), USER_ERROR, "bug in j-1");
        assertFound(failed(TIMED_OUT, lateBug, N0, N1), STACK_FAILURE, "timeout in j-0");
    }

    @Test
    void hardwareIsNeverAConsequence() {
        PodEnd bus = TestPod.exited(1, 1, "GPU has fallen off the bus", 60).bound();

        assertFound(failed(TIMED_OUT, bus, N0, N1), HARDWARE_FAILURE, "bus in j-1 on n1", "n1");
    }

    @Test
    void aMereSymptomYieldsToAnyCause() {
        PodEnd symptom = TestPod.exited(0, 1, "peer is gone", 0).bound();
        PodEnd bug = TestPod.exited(1, 1, "SyntaxError", 6).bound();

        assertFound(failed(symptom, bug, N0, N1), USER_ERROR, "bug in j-1");
        assertFound(failed(symptom, FINE, N0, N1), UNKNOWN, "peer in j-0 on n0");
    }

    @Test
    void ofOneMessageTheFirstSignatureCounts() {
        PodEnd both = TestPod.exited(0, 1, "SyntaxError\nlink timeout", 0).bound();

        assertFound(failed(both, FINE, N0, N1), STACK_FAILURE, "timeout in j-0");
    }

    @Test
    void messagesOfContainersThatDidWellDoNotCount() {
        PodEnd talkative = TestPod.exited(0, 0, TIMEOUT, 0).bound();

        assertFound(
                failed(talkative, TestPod.exited(1, 3, "", 1).bound(), N0, N1), UNKNOWN, "exit code 3 of j-1 on n1");
    }

    @ParameterizedTest
    @CsvSource({
        "126, USER_ERROR, exit code 126 (command cannot be executed) of j-0 on n0",
        "127, USER_ERROR, exit code 127 (command not found) of j-0 on n0",
        "1,   UNKNOWN, exit code 1 of j-0 on n0",
        "134, UNKNOWN, exit code 134 (SIGABRT) of j-0 on n0",
        "135, UNKNOWN, exit code 135 (SIGBUS) of j-0 on n0",
        "137, UNKNOWN, exit code 137 (SIGKILL) of j-0 on n0",
        "139, UNKNOWN, exit code 139 (SIGSEGV) of j-0 on n0",
        "143, UNKNOWN, exit code 143 (SIGTERM) of j-0 on n0",
    })
    void anExitCodeAlone(int code, Outcome outcome, String reason) {
        PodEnd later = TestPod.exited(1, 9, "", 7).bound();

        assertFound(failed(later, TestPod.exited(0, code, "nothing known", 2).bound(), N0, N1), outcome, reason);
    }

    @Test
    void withoutPodsTheJobSpeaks() {
        Finding found = attribution
                .of(new AttemptEnd(false, true, false, "DeadlineExceeded: was active too long", List.of(), List.of()))
                .orElseThrow();

        assertFound(found, UNKNOWN, "DeadlineExceeded: was active too long");
        assertFound(
                attribution
                        .of(new AttemptEnd(false, true, false, "", List.of(), List.of()))
                        .orElseThrow(),
                UNKNOWN,
                "without a reason");
    }

    @Test
    void aGangThatIsNotReadyInTimeNamesWhatItWaitsForAndSuspectsTheNodes() {
        assertFound(
                late(
                        FINE,
                        TestPod.running(1).waits("ImagePullBackOff").bound(),
                        TestPod.running(2).waits("Unschedulable").on("")),
                UNKNOWN,
                "1 of 3 pods were ready in time; j-1 on n1: ImagePullBackOff; j-2: Unschedulable",
                "n1");
    }

    @Test
    void manyThatWaitAreCounted() {
        PodEnd waits = TestPod.running(1).waits("NotReady").bound();

        assertFound(late(waits, waits, waits, waits, waits), UNKNOWN, "0 of 5 pods were ready in time", "n1");
        assertThat(late(waits, waits, waits, waits, waits).reason()).endsWith("; and 2 more");
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidImageName, USER_ERROR",
        "CreateContainerConfigError, USER_ERROR",
        "ErrImagePull, UNKNOWN",
        "ImagePullBackOff, UNKNOWN",
        "CrashLoopBackOff, UNKNOWN",
    })
    void aPodThatCannotStart(String waiting, Outcome outcome) {
        assertThat(late(FINE, TestPod.running(1).waits(waiting).bound()).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void aReasonIsOneReadableLine() {
        PodEnd noisy = TestPod.exited(0, 1, "\u001b[31mlink timeout\t" + "x".repeat(5000), 0)
                .bound();

        String reason = failed(noisy, FINE, N0, N1).reason();

        assertThat(reason)
                .hasSizeLessThan(300)
                .doesNotContain("\u001b", "\t", "\n")
                .endsWith("...");
    }

    @Test
    void aPatternThatIsNotRe2IsRefused() {
        assertThatExceptionOfType(PatternSyntaxException.class)
                .isThrownBy(() -> new Attribution(List.of(new Signature("x", "(?=ahead)", UNKNOWN))));
    }
}
