package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;

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

    /** The same with more of why, where more is known. */
    public Finding because(Optional<String> more) {
        return more.map(why -> new Finding(outcome, reason + "; " + why, nodes)).orElse(this);
    }

    /** Nobody's node is to blame. */
    static Finding of(Outcome outcome, String reason) {
        return new Finding(outcome, reason, List.of());
    }
}
