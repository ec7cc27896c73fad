package dev.heterodyne.cli.demo;

import static dev.heterodyne.api.AttemptOutcome.Completed;
import static dev.heterodyne.api.AttemptOutcome.StackFailure;
import static dev.heterodyne.api.MaturityState.Canary;
import static dev.heterodyne.api.MaturityState.Qualified;
import static dev.heterodyne.api.MaturityState.Quarantined;
import static dev.heterodyne.cli.demo.Expectation.ended;
import static dev.heterodyne.cli.demo.Expectation.runs;
import static dev.heterodyne.cli.demo.Expectation.trusted;

import java.util.List;

/** The mandate: domestic hardware where it has earned it, which it loses and wins back by its runs. */
final class MandateStory {
    private static final String TRIED = "ascend-a";
    private static final Expectation FLAGSHIP = runs("r2-pretrain", "h20-a");
    private static final Expectation SERVICE = runs("r2-chat", TRIED);

    private MandateStory() {}

    static List<Act> acts() {
        return List.of(
                new Act(
                        "1. canaries.yaml: three canary runs on a stack that nobody has shown a finished run on",
                        List.of(Step.apply("storage.yaml"), Step.apply("canaries.yaml")),
                        List.of(
                                ended("r2-canary-1", StackFailure),
                                ended("r2-canary-2", StackFailure),
                                ended("r2-canary-3", StackFailure),
                                trusted(TRIED, Quarantined, 3, "8.2"))),
                new Act(
                        "2. workloads.yaml: the flagship and the model in service, each free to go to either hardware",
                        List.of(Step.apply("workloads.yaml")),
                        List.of(FLAGSHIP, SERVICE)),
                new Act(
                        "3. stack-8.3.patch: ascend-a gets a new version of its stack",
                        List.of(Step.patchPool(TRIED, "stack-8.3.patch")),
                        List.of(trusted(TRIED, Canary, 0, "8.3"))),
                new Act(
                        "4. repaired.yaml: three canary runs on the new version",
                        List.of(Step.apply("repaired.yaml")),
                        List.of(
                                ended("r2-canary-4", Completed),
                                ended("r2-canary-5", Completed),
                                ended("r2-canary-6", Completed),
                                trusted(TRIED, Qualified, 3, "8.3"))),
                new Act(
                        "5. next.yaml: the next training run, free to go to either hardware",
                        List.of(Step.apply("next.yaml")),
                        List.of(runs("r2-next", TRIED), FLAGSHIP, SERVICE)));
    }
}
