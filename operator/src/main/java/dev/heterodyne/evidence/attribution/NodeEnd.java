package dev.heterodyne.evidence.attribution;

import java.util.List;

/**
 * How a node of an attempt stands.
 *
 * @param exists whether the node is still there
 * @param ready whether it is Ready
 * @param allocatable accelerators that it offers now
 * @param needed accelerators that the attempt needs there
 * @param faults device faults that its conditions, labels or annotations tell of
 */
public record NodeEnd(String name, boolean exists, boolean ready, int allocatable, int needed, List<String> faults) {
    public NodeEnd {
        faults = List.copyOf(faults);
    }

    boolean isLost() {
        return !exists || !ready;
    }
}
