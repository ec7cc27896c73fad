package dev.heterodyne.workload;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Optional;

/** The tolerations that pools add to pods. */
@FunctionalInterface
public interface PoolTolerations {
    /** Those of a pool by name; empty where the pool is not known. */
    Optional<List<Toleration>> of(String pool);
}
