package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.score.Serving;

/** How many replicas of one pool would carry an inference job alone. */
final class Sizing {
    private Sizing() {}

    /** What a scaler asked for, else what the load needs at the latency asked for, else the least; within min and max. */
    static int replicas(InferenceRequest request, Serving serving) {
        if (request.replicas().desired().isPresent()) {
            return request.replicas().clamp(request.replicas().desired().getAsInt());
        }
        double needed = Math.ceil(request.load().requestsPerSecond() / serving.requestsPerSecond() - 1e-9);
        return request.replicas().clamp((int) Math.min(Integer.MAX_VALUE, needed));
    }
}
