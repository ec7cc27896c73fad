package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.topology.Extent;
import java.util.List;

/** What the core says gangs are worth, pool by pool and domain by domain, without placing any. */
final class GangValues {
    private final Outlook outlook;

    GangValues(Snapshot snapshot) {
        List<PoolView> views = snapshot.pools().stream()
                .map(pool -> new PoolView(pool, snapshot.ledger()))
                .toList();
        this.outlook = new Outlook(views, snapshot.policies());
    }

    boolean canEverRun(TrainingRequest job, Pool pool) {
        return assessment(job, pool).feasible();
    }

    /** Value of a gang that lies in one domain of a level but in none below it; level -1 is the whole pool. */
    double in(TrainingRequest job, Pool pool, int level, int domain) {
        boolean oneNode = level == pool.topology().levels().size() - 1;
        return of(job, pool, new Extent(oneNode ? 1 : 2, level, level < 0 ? -1 : domain));
    }

    double of(TrainingRequest job, Pool pool, Extent extent) {
        Prospects prospects = outlook.of(job).orElseThrow();
        Assessment assessment = assessment(job, pool);
        double interconnect = outlook.assessor().interconnectOn(job, assessment, extent);
        return prospects.value(assessment.goodput(prospects.weights(), interconnect));
    }

    private Assessment assessment(TrainingRequest job, Pool pool) {
        return outlook.of(job).orElseThrow().of(pool.name());
    }
}
