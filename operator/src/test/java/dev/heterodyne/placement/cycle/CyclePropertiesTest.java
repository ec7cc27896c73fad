package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.RandomCluster;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CyclePropertiesTest {
    @Property(tries = 150)
    void theOrderOfPoolsNodesAndJobsDecidesNothing(@ForAll Random random) {
        Snapshot snapshot = RandomCluster.of(random.nextLong(), 1.3).snapshot();
        List<Pool> pools = new ArrayList<>(
                snapshot.pools().stream().map(p -> shuffledNodes(p, random)).toList());
        List<Request> waiting = new ArrayList<>(snapshot.waiting());
        Collections.shuffle(pools, random);
        Collections.shuffle(waiting, random);
        Snapshot shuffled = new Snapshot(pools, snapshot.policies(), waiting, snapshot.placed(), snapshot.ledger());

        CycleResult expected = new SchedulingCycle().run(snapshot);
        CycleResult actual = new SchedulingCycle().run(shuffled);

        assertThat(actual.decisions()).isEqualTo(expected.decisions());
        assertThat(actual.prices()).isEqualTo(expected.prices());
    }

    /** Prices rank pools; they never keep a job out of accelerators that it could use. */
    @Property(tries = 150)
    void noJobWaitsThatWouldFitWhatIsLeft(@ForAll Random random) {
        Snapshot snapshot = RandomCluster.of(random.nextLong(), 1.5).snapshot();
        CycleResult result = new SchedulingCycle().run(snapshot);
        Set<JobId> pending = result.decisions().stream()
                .filter(d -> d.outcome() != Outcome.Placed)
                .map(Decision::job)
                .collect(Collectors.toCollection(HashSet::new));
        List<Request> left = snapshot.waiting().stream()
                .filter(r -> pending.contains(r.id()))
                .toList();

        CycleResult again = new SchedulingCycle()
                .run(new Snapshot(snapshot.pools(), snapshot.policies(), left, List.of(), result.ledger()));

        assertThat(again.decisions()).allMatch(d -> d.outcome() != Outcome.Placed);
    }

    @Property(tries = 100)
    void gangsAreWholeAndNothingIsGivenTwice(@ForAll Random random) {
        Snapshot snapshot = RandomCluster.of(random.nextLong(), 1.3).snapshot();

        CycleResult result = new SchedulingCycle().run(snapshot);

        assertThat(result.decisions()).hasSameSizeAs(snapshot.waiting());
        for (Decision decision : result.decisions()) {
            assertThat(decision.candidates()).hasSameSizeAs(snapshot.pools());
            decision.shares().forEach(s -> assertThat(s.nodes()).hasSize(s.replicas()));
        }
        for (Pool pool : snapshot.pools()) {
            for (String node : pool.topology().nodes()) {
                assertThat(result.ledger().used(pool.name(), node))
                        .isLessThanOrEqualTo(result.ledger().placeable(pool.name(), node));
            }
        }
    }

    private static Pool shuffledNodes(Pool pool, Random random) {
        TopologyTree tree = pool.topology();
        List<TopologyTree.Leaf> leaves = new ArrayList<>();
        for (int block = 0; block < tree.domains(0).size(); block++) {
            TopologyTree.Domain domain = tree.domains(0).get(block);
            for (String node : tree.nodes().subList(domain.from(), domain.to())) {
                leaves.add(new TopologyTree.Leaf(node, List.of(domain.name(), node)));
            }
        }
        Collections.shuffle(leaves, random);
        return new Pool(
                pool.name(),
                pool.chip(),
                pool.problem(),
                TopologyTree.of(tree.levels(), leaves),
                pool.healthy(),
                pool.maturity());
    }
}
