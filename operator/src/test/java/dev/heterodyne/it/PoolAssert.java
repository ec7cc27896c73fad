package dev.heterodyne.it;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a pool's status says. */
final class PoolAssert extends AbstractAssert<PoolAssert, AcceleratorPool> {
    private PoolAssert(AcceleratorPool pool) {
        super(pool, PoolAssert.class);
    }

    static PoolAssert that(AcceleratorPool pool) {
        return new PoolAssert(pool);
    }

    /** All healthy: so many, of which so many are held. */
    PoolAssert counts(int total, int allocated) {
        return counts(new AcceleratorCounts(total, total, allocated, total - allocated));
    }

    PoolAssert counts(AcceleratorCounts counts) {
        isNotNull();
        Assertions.assertThat(actual.getStatus()).as("status").isNotNull();
        Assertions.assertThat(actual.getStatus().accelerators())
                .as("accelerators of %s", actual.getMetadata().getName())
                .isEqualTo(counts);
        return this;
    }

    PoolAssert hasCondition(String type, String status, String reason) {
        isNotNull();
        Assertions.assertThat(actual.getStatus()).as("status").isNotNull();
        ConditionAssert.has(actual.getStatus().conditions(), type, status, reason);
        return this;
    }
}
