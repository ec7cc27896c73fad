package dev.heterodyne.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo expects, and what it says. */
class StoryTest {
    private static final JobLine RUNNING =
            new JobLine("training", "research", "job", Phase.Running, "pool-a", List.of("n1"), "pool-a scores 1.00");
    private static final AttemptLine FAILED =
            new AttemptLine("job", 1, "pool-a", AttemptOutcome.StackFailure, "timeout");
    private static final PoolLine POOL =
            new PoolLine("pool-a", "class", 8, 16, MaturityState.Canary, 0.3, 1, "8.2", -1);

    private static Scene scene(JobLine job, List<AttemptLine> attempts, PoolLine pool) {
        return new Scene(List.of(job), attempts, List.of(pool));
    }

    private static JobLine in(Phase phase) {
        return new JobLine("training", "research", "job", phase, "pool-a", List.of("n1"), "pool-a scores 1.00");
    }

    private static PoolLine learned(MaturityState state, double runs, String stackVersion, int streak) {
        return new PoolLine("pool-a", "class", 8, 16, state, 0.18, runs, stackVersion, streak);
    }

    @Test
    void nothingIsMissingOnceItHasComeOut() {
        Act act = new Act(
                "act",
                List.of(),
                List.of(
                        Expectation.runs("job", "pool-a"),
                        Expectation.allRun(),
                        Expectation.ended("job", AttemptOutcome.StackFailure),
                        Expectation.trusted("pool-a", MaturityState.Canary, 1, "8.2")));

        assertThat(act.missing(scene(RUNNING, List.of(FAILED), POOL))).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        Act act = new Act(
                "act",
                List.of(),
                List.of(
                        Expectation.runs("job", "pool-b"),
                        Expectation.runs("other", "pool-a"),
                        Expectation.allRun(),
                        Expectation.ended("job", AttemptOutcome.Completed),
                        Expectation.trusted("pool-a", MaturityState.Qualified, 3, "8.3")));

        assertThat(act.missing(scene(in(Phase.Placed), List.of(FAILED), POOL)))
                .containsExactly(
                        "job is Placed on 'pool-a', not Running on pool-b",
                        "other does not exist",
                        "job is Placed",
                        "job has ended with [StackFailure], not with Completed",
                        "pool-a is Canary, completion 0.30, runs 1, stack 8.2, not Qualified after 3 runs on stack 8.3");
    }

    @Test
    void onlyWhatIsNewIsTold() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Narrator narrator = new Narrator(new DemoOutput(new PrintStream(told, true, StandardCharsets.UTF_8)));

        narrator.tell(scene(in(Phase.Placed), List.of(), POOL));
        narrator.tell(scene(in(Phase.Placed), List.of(), POOL));
        narrator.tell(scene(RUNNING, List.of(), POOL));
        PoolLine shut = learned(MaturityState.Quarantined, 3, "8.2", -3);
        narrator.tell(scene(in(Phase.Failed), List.of(FAILED), shut));
        narrator.tell(scene(in(Phase.Failed), List.of(FAILED), learned(MaturityState.Unproven, 0, "8.3", 0)));

        assertThat(told.toString(StandardCharsets.UTF_8).lines().map(l -> l.replaceFirst("^ +[0-9.]+s +", "")))
                .containsExactly(
                        "job          Placed    on pool-a (n1)",
                        "         pool-a scores 1.00",
                        "job          Running   on pool-a (n1)",
                        "pool-a       training Quarantined, completion 0.18, runs 3, stack 8.2: 3 failed in a row",
                        "job          attempt 1 on pool-a ended: StackFailure: timeout",
                        "job          Failed    on pool-a (n1)",
                        "pool-a       training Unproven, completion 0.18, runs 0, stack 8.3: the stack went from 8.2 to"
                                + " 8.3; what was believed before counts for less");
    }
}
