package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;

/**
 * Why an attempt ended.
 *
 * @param reason for people: the signature or the rule that decided, with its figures, at most a line
 * @param nodes to blame, empty unless hardware failed
 */
public record Finding(Outcome outcome, String reason, List<String> nodes) {
    public Finding {
        nodes = List.copyOf(nodes);
    }
}
