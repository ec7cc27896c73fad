package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;

/**
 * Why an attempt ended.
 *
 * @param reason for people: the signature or the rule that decided, with its figures, at most a line
 * @param nodes to blame or to suspect: where hardware failed, or where pods were bound but not ready in time; else empty
 */
public record Finding(Outcome outcome, String reason, List<String> nodes) {
    public Finding {
        nodes = List.copyOf(nodes);
    }

    /** The same with more of why. */
    public Finding because(String more) {
        return new Finding(outcome, reason + "; " + more, nodes);
    }

    /** Nobody's node is to blame. */
    static Finding of(Outcome outcome, String reason) {
        return new Finding(outcome, reason, List.of());
    }
}
