package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All policies by name; one with faults counts as none. */
final class PolicyBook {
    private final Map<String, Reading<Policy>> policies = new TreeMap<>();

    /** Takes in a policy; false where it says nothing new. */
    boolean put(String name, Reading<Policy> policy) {
        return !policy.equals(policies.put(name, policy));
    }

    /** Drops a policy; false where it was not known. */
    boolean remove(String name) {
        return policies.remove(name) != null;
    }

    /** Those that can be used, the built-in default where the cluster has none of its own. */
    Map<String, Policy> usable() {
        Map<String, Policy> usable = new TreeMap<>(Map.of(Policy.DEFAULT_NAME, Policy.DEFAULT));
        policies.forEach((name, policy) -> policy.value().ifPresent(p -> usable.put(name, p)));
        return usable;
    }

    /** The policy of that name, the built-in default where there is none that can be used. */
    Policy of(String name) {
        return Optional.ofNullable(policies.get(name)).flatMap(Reading::value).orElse(Policy.DEFAULT);
    }
}
