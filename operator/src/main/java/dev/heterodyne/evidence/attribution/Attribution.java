package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why an attempt ended: a chain of rules, the first that knows decides. When one node or pod of a gang dies, all others
 * report that a collective failed; so what can only be a cause is asked before what may be a consequence.
 */
public final class Attribution {
    private final List<Rule> atAnyTime;
    private final List<Rule> onceItFailed;

    /**
     * @param signatures in the order in which they are tried
     * @throws com.google.re2j.PatternSyntaxException where a pattern is not RE2
     */
    public Attribution(List<Signature> signatures) {
        atAnyTime = List.of(
                new Succeeded(),
                // A lost node takes its pods along, and they say nothing any more.
                new NodeLost(),
                // Whoever evicts a pod says so; what its peers report then is a consequence.
                new Disrupted(),
                // The node reports and the pod may even run on, but not on all of its devices.
                new DevicesLost());
        onceItFailed = List.of(
                // Not while it runs: the fault may be that of a device which another job holds.
                new DeviceFault(),
                // The kernel says it; what peers say of the rank that is gone does not count.
                new OutOfMemory(),
                // Messages are the last words of causes and of consequences.
                new KnownSignature(signatures),
                // The pod's own settings keep it from starting, anywhere.
                new CannotStart(),
                // Not in time, for reasons that may lie with the node.
                new NotReadyInTime(),
                // Nothing but a number is left.
                new ExitCode(),
                new Unexplained());
    }

    /** Why it ended; empty while nothing is wrong with it and it goes on. */
    public Optional<Finding> of(AttemptEnd end) {
        Optional<Finding> found = first(atAnyTime, end);
        return found.isEmpty() && (end.failed() || end.timedOut()) ? first(onceItFailed, end) : found;
    }

    /** Why pods that are to serve keep crashing, on these nodes. */
    public Finding of(CrashLoop loop, List<NodeEnd> nodes) {
        if (loop.endsInSuccess()) {
            return Finding.of(Outcome.USER_ERROR, "the containers end without an error, though they are to serve");
        }
        List<PodEnd> pods = loop.crashing().stream().map(ServingPod::pod).toList();
        return of(new AttemptEnd(false, true, false, loop.figures(), pods, nodes))
                .orElseThrow();
    }

    private static Optional<Finding> first(List<Rule> rules, AttemptEnd end) {
        return rules.stream().flatMap(rule -> rule.find(end).stream()).findFirst();
    }
}
