package dev.heterodyne.cli.demo;

import static dev.heterodyne.cli.demo.Expectation.allRun;
import static dev.heterodyne.cli.demo.Expectation.runs;

import java.util.List;

/** The R2 story: the training runs on the H20s, the inference on the Ascends. */
final class R2Story {
    private R2Story() {}

    static List<Act> acts() {
        return List.of(new Act(
                "examples/r2 applied",
                List.of(Step.apply("storage.yaml"), Step.apply("workloads.yaml")),
                List.of(runs("r2-pretrain", "h20-a"), runs("r2-chat", "ascend-a"), allRun())));
    }
}
