package dev.heterodyne.cli.demo;

import java.util.List;

/** What the demo can tell; the names are those of the command line. */
public enum Story {
    /** The decision: training to one kind of hardware, inference to the other. */
    r2("examples/r2", true, "Training went to h20-a, inference to ascend-a."),

    /** The evidence: a stack that fails loses training, and earns it back once it is repaired. */
    mandate(
            "examples/r2-mandate",
            false,
            "Three failed canaries cost ascend-a the training and not the inference; three that finished won it back.");

    private final String folder;
    private final boolean planned;
    private final String moral;

    Story(String folder, boolean planned, String moral) {
        this.folder = folder;
        this.planned = planned;
        this.moral = moral;
    }

    /** Where its manifests are, from the root of the repository. */
    public String folder() {
        return folder;
    }

    /** Whether a plan foresees it; what runs will teach is not to be foreseen. */
    boolean isPlanned() {
        return planned;
    }

    /** What it comes to, in a sentence. */
    String moral() {
        return moral;
    }

    List<Act> acts() {
        return switch (this) {
            case r2 -> R2Story.acts();
            case mandate -> MandateStory.acts();
        };
    }
}
