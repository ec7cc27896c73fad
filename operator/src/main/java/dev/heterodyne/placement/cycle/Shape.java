package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.reroute.Restrictions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All of a job that its prospects depend on: jobs of one shape are assessed once a cycle. */
sealed interface Shape {
    record Training(
            String policy,
            Model model,
            List<Variant> variants,
            CheckpointPlan checkpoint,
            TopologyAsk topology,
            boolean canary,
            Set<String> pools,
            Restrictions restrictions)
            implements Shape {}

    record Inference(
            String policy,
            Model model,
            List<Variant> variants,
            ReplicaBounds replicas,
            Load load,
            Slo slo,
            int maxPools,
            Map<String, String> avoided)
            implements Shape {}

    static Shape of(Request request) {
        if (request instanceof TrainingRequest t) {
            return new Training(
                    t.policyName(),
                    t.model(),
                    t.variants(),
                    t.checkpoint(),
                    t.topology(),
                    t.canary(),
                    t.pools(),
                    t.restrictions());
        }
        InferenceRequest i = (InferenceRequest) request;
        return new Inference(
                i.policyName(), i.model(), i.variants(), i.replicas(), i.load(), i.slo(), i.maxPools(), i.avoided());
    }
}
