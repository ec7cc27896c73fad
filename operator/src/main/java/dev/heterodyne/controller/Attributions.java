package dev.heterodyne.controller;

import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.cluster.SignatureReader;
import dev.heterodyne.evidence.attribution.Attribution;
import dev.heterodyne.evidence.attribution.Signature;
import dev.heterodyne.placement.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of attribution for a job: the signatures of its policy, then the built-in ones. */
final class Attributions {
    private final ClusterView view;
    private final List<Signature> builtIn = new SignatureReader().builtIn();
    private final Attribution plain = new Attribution(builtIn);
    private final Map<String, Known> byPolicy = new ConcurrentHashMap<>();

    private record Known(String resourceVersion, Attribution rules) {}

    Attributions(ClusterView view) {
        this.view = view;
    }

    /**
     * The rules of a policy.
     *
     * @param policyName as the job's spec has it
     */
    Attribution of(@Nullable String policyName) {
        String name = Objects.requireNonNullElse(policyName, Policy.DEFAULT_NAME);
        Optional<PlacementPolicy> policy =
                view.policy(name).filter(p -> p.getSpec() != null && p.getSpec().failureSignatures() != null);
        return policy.map(p -> known(name, p)).orElse(plain);
    }

    private Attribution known(String name, PlacementPolicy policy) {
        String version = String.valueOf(policy.getMetadata().getResourceVersion());
        return byPolicy.compute(
                        name,
                        (n, known) -> known != null && known.resourceVersion().equals(version)
                                ? known
                                : new Known(version, rules(policy)))
                .rules();
    }

    private Attribution rules(PlacementPolicy policy) {
        List<Signature> signatures =
                new ArrayList<>(new SignatureReader().read(policy).value().orElse(List.of()));
        signatures.addAll(builtIn);
        return new Attribution(signatures);
    }
}
