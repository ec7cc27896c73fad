package dev.heterodyne.cli.demo;

import java.util.List;

/**
 * One act of a story.
 *
 * @param told what is put into the cluster, in a line
 * @param steps what puts it there, in order
 * @param expectations what is to come of it before the next act begins
 */
record Act(String told, List<Step> steps, List<Expectation> expectations) {
    Act {
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
    }

    /** What has not come out yet; empty once all has. */
    List<String> missing(Scene scene) {
        return expectations.stream().flatMap(e -> e.missing(scene).stream()).toList();
    }
}
