package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prospects of every job in a cycle, assessed once per shape. */
final class Outlook {
    private final List<PoolView> views;
    private final Map<String, Policy> policies;
    private final Assessor assessor = new Assessor();
    private final Map<Shape, Prospects> byShape = new HashMap<>();

    Outlook(List<PoolView> views, Map<String, Policy> policies) {
        this.views = views;
        this.policies = policies;
    }

    List<PoolView> views() {
        return views;
    }

    Assessor assessor() {
        return assessor;
    }

    /** The policy that a job names; the built-in one where it names the default and the cluster has none. */
    Optional<Policy> policyOf(Request request) {
        Policy named = policies.get(request.policyName());
        if (named == null && request.policyName().equals(Policy.DEFAULT_NAME)) {
            return Optional.of(Policy.DEFAULT);
        }
        return Optional.ofNullable(named);
    }

    /** The policy that cluster-wide figures follow. */
    Policy clusterPolicy() {
        return policies.getOrDefault(Policy.DEFAULT_NAME, Policy.DEFAULT);
    }

    /** Prospects of a job; empty where its policy does not exist. */
    Optional<Prospects> of(Request request) {
        return policyOf(request)
                .map(policy -> byShape.computeIfAbsent(
                        Shape.of(request), s -> Prospects.of(request, policy, views, assessor)));
    }
}
