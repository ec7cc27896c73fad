package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/** Picks nodes for pods, one after the other. */
interface OpenbPolicy {
    /** Index of a node with that many GPUs free, -1 where it finds none. */
    int pick(int[] free, int gpus);

    /** A pod has left its node. */
    default void left(int node, int gpus) {}

    static OpenbPolicy random(Random random) {
        return (free, gpus) -> {
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < free.length; i++) {
                if (free[i] >= gpus) {
                    open.add(i);
                }
            }
            return open.isEmpty() ? -1 : open.get(random.nextInt(open.size()));
        };
    }

    static OpenbPolicy firstFit() {
        return (free, gpus) -> least(free, gpus, (before, n) -> 0);
    }

    static OpenbPolicy bestFit() {
        return (free, gpus) -> least(free, gpus, (before, n) -> before);
    }

    /** Weng et al., ATC'23: the node whose expected fragmentation over the trace's request sizes grows least. */
    static OpenbPolicy fragmentationGradientDescent(OpenbTrace trace) {
        Map<Integer, Long> pods = trace.podsBySize();
        return (free, gpus) -> least(free, gpus, (before, n) -> fragmentation(before - n, pods) - fragmentation(before, pods));
    }

    /** Unusable GPUs on a node, summed over the pods of the trace. */
    private static int fragmentation(int free, Map<Integer, Long> pods) {
        int sum = 0;
        for (Map.Entry<Integer, Long> size : pods.entrySet()) {
            sum += free < size.getKey() ? (int) (free * size.getValue()) : 0;
        }
        return sum;
    }

    /** The first node of those that cost least, by what is free there and what is asked. */
    private static int least(int[] free, int gpus, IntBinaryOperator cost) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= gpus) {
                int here = cost.applyAsInt(free[i], gpus);
                if (best < 0 || here < least) {
                    best = i;
                    least = here;
                }
            }
        }
        return best;
    }
}
