package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.check.PolicyCheck;
import dev.heterodyne.placement.check.RequestCheck;
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
    private final Assessor assessor;
    private final Map<Shape, Optional<Prospects>> byShape = new HashMap<>();

    /** Of a cluster that can run replicas of several pods. */
    Outlook(List<PoolView> views, Map<String, Policy> policies) {
        this(views, policies, true);
    }

    Outlook(List<PoolView> views, Map<String, Policy> policies, boolean leaderWorkerSets) {
        this.views = views;
        this.policies = policies;
        this.assessor = new Assessor(leaderWorkerSets);
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

    /** The policy that cluster-wide figures follow; the built-in one where the cluster's own is at fault. */
    Policy clusterPolicy() {
        Policy policy = policies.getOrDefault(Policy.DEFAULT_NAME, Policy.DEFAULT);
        return PolicyCheck.fault(policy).isEmpty() ? policy : Policy.DEFAULT;
    }

    /** Prospects of a job; empty where it or its policy is at fault, or the policy does not exist. */
    Optional<Prospects> of(Request request) {
        return byShape.computeIfAbsent(Shape.of(request), s -> prospects(request));
    }

    /** What is wrong with a job or the policy that it names. */
    Optional<String> faultOf(Request request) {
        return RequestCheck.fault(request).or(() -> policyOf(request).flatMap(PolicyCheck::fault));
    }

    private Optional<Prospects> prospects(Request request) {
        return policyOf(request)
                .filter(policy -> PolicyCheck.fault(policy).isEmpty()
                        && RequestCheck.fault(request).isEmpty())
                .map(policy -> Prospects.of(request, policy, views, assessor));
    }
}
