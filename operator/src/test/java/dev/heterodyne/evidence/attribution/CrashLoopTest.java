package dev.heterodyne.evidence.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.evidence.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashLoopTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MADE = NOW.minusSeconds(1800);
    private static final NodeEnd N0 = new NodeEnd("n0", true, true, 8, 8, List.of());

    private final Attribution attribution =
            new Attribution(List.of(new Signature("timeout", "link timeout", Outcome.STACK_FAILURE)));

    private static ServingPod pod(int number, int restarts, String waiting, boolean ready, PodEnd.Exit... exits) {
        return new ServingPod(
                new PodEnd("p" + number, -1, "n0", "Running", "", "", List.of(exits), waiting), MADE, restarts, ready);
    }

    private static PodEnd.Exit exit(int code, String message, Duration ago) {
        return new PodEnd.Exit("server", code, code == 0 ? "Completed" : "Error", message, Optional.of(NOW.minus(ago)));
    }

    private static ServingPod crashing(int number, int code, String message) {
        return pod(number, 5, "CrashLoopBackOff", false, exit(code, message, Duration.ofMinutes(1)));
    }

    private static List<ServingPod> pods(int crashing, int fine) {
        return Stream.concat(
                        IntStream.range(0, crashing).mapToObj(i -> crashing(i, 1, "link timeout")),
                        IntStream.range(crashing, crashing + fine).mapToObj(i -> pod(i, 0, "", true)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2, CrashLoopBackOff, false, 1,  false",
        "3, CrashLoopBackOff, false, 1,  true",
        "3, NotReady,         false, 9,  true",
        "3, NotReady,         false, 11, false",
        "9, '',               true,  1,  false",
    })
    void restartsOfAPodThatDoesNotServeMakeALoop(
            int restarts, String waiting, boolean ready, int minutesAgo, boolean loops) {
        PodEnd.Exit exit = exit(1, "", Duration.ofMinutes(minutesAgo));
        assertThat(pod(0, restarts, waiting, ready, exit).keepsCrashing(NOW)).isEqualTo(loops);
    }

    @Test
    void noneThatCrashesIsNoLoop() {
        assertThat(CrashLoop.of(pods(0, 3), NOW)).isEmpty();
        assertThat(CrashLoop.of(List.of(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "1, 1, true", "1, 2, false", "2, 2, true", "2, 3, false"})
    void halfOfThePodsMakeItTheSharesFault(int crashing, int fine, boolean widespread) {
        assertThat(CrashLoop.of(pods(crashing, fine), NOW).orElseThrow().isWidespread())
                .isEqualTo(widespread);
    }

    @Test
    void isOfBeforeWhereNoPodCameLater() {
        CrashLoop loop = CrashLoop.of(pods(2, 0), NOW).orElseThrow();
        assertThat(loop.isOfBefore(MADE)).isTrue();
        assertThat(loop.isOfBefore(MADE.minusSeconds(1))).isFalse();
    }

    @Test
    void theRulesOfTrainingTellWhy() {
        assertThat(why(crashing(0, 1, "link timeout"))).isEqualTo(Outcome.STACK_FAILURE);
        assertThat(why(crashing(0, 127, "sh: serve: not found"))).isEqualTo(Outcome.USER_ERROR);
        assertThat(why(crashing(0, 1, "some trace"))).isEqualTo(Outcome.UNKNOWN);
        NodeEnd faulty = new NodeEnd("n0", true, true, 8, 8, List.of("XidError"));
        assertThat(attribution.of(loop(crashing(0, 1, "some trace")), List.of(faulty)))
                .isEqualTo(new Finding(Outcome.HARDWARE_FAILURE, "node n0 reports XidError", List.of("n0")));
    }

    @Test
    void aServerThatEndsWithoutAnErrorIsAtFaultItself() {
        assertThat(why(crashing(0, 0, ""))).isEqualTo(Outcome.USER_ERROR);
    }

    @Test
    void withoutAnyEndNothingExplainsIt() {
        Finding finding = attribution.of(loop(pod(0, 3, "CrashLoopBackOff", false)), List.of(N0));
        assertThat(finding).isEqualTo(Finding.of(Outcome.UNKNOWN, "1 of 1 pods keep crashing"));
    }

    private Outcome why(ServingPod pod) {
        return attribution.of(loop(pod), List.of(N0)).outcome();
    }

    private static CrashLoop loop(ServingPod pod) {
        return CrashLoop.of(List.of(pod), NOW).orElseThrow();
    }
}
