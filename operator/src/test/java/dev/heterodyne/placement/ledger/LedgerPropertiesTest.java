package dev.heterodyne.placement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The ledger beside a model of plain arrays, under any sequence of what can happen to it. */
class LedgerPropertiesTest {
    private static final int JOBS = 3;
    private static final int NODES = 4;

    enum Kind {
        RESERVE,
        RELEASE,
        OBSERVE,
        FOREIGN,
        CAPACITY,
        REMOVE
    }

    /** Something that happens: to a job, a node and, for a reservation, a second node. */
    record Event(Kind kind, int job, int node, int other, int accelerators) {}

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> jobs = Arbitraries.integers().between(0, JOBS - 1);
        Arbitrary<Integer> nodes = Arbitraries.integers().between(0, NODES - 1);
        return Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        jobs,
                        nodes,
                        nodes,
                        Arbitraries.integers().between(0, 9))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 500)
    void neverGivesWhatItDoesNotHave(@ForAll("events") List<Event> events) {
        Ledger ledger = new Ledger();
        Plain plain = new Plain();
        for (Event event : events) {
            boolean accepted = apply(ledger, event);
            if (event.kind() == Kind.RESERVE) {
                assertThat(accepted).as(event.toString()).isEqualTo(plain.canReserve(event));
            }
            if (event.kind() != Kind.RESERVE || accepted) {
                plain.apply(event);
            }
            assertSame(ledger, plain);
            if (event.kind() == Kind.RESERVE && accepted && event.accelerators() > 0) {
                assertThat(plain.used(event.node())).isLessThanOrEqualTo(plain.capacity[event.node()]);
                assertThat(plain.used(event.other())).isLessThanOrEqualTo(plain.capacity[event.other()]);
            }
        }
    }

    @Property(tries = 300)
    void aCopyLivesItsOwnLife(@ForAll("events") List<Event> before, @ForAll("events") List<Event> after) {
        Ledger ledger = new Ledger();
        Plain plain = new Plain();
        before.forEach(e -> plain.applyIf(apply(ledger, e), e));

        Ledger copy = ledger.copy();
        assertSame(copy, plain);
        after.forEach(e -> apply(copy, e));

        assertSame(ledger, plain);
    }

    @Property(tries = 300)
    void releasingEveryJobGivesEverythingBackThatPodsDoNotUse(@ForAll("events") List<Event> events) {
        Ledger ledger = new Ledger();
        Plain plain = new Plain();
        events.forEach(e -> plain.applyIf(apply(ledger, e), e));

        for (int job = 0; job < JOBS; job++) {
            ledger.release(job(job));
            plain.apply(new Event(Kind.RELEASE, job, 0, 0, 0));
            assertThat(ledger.reservationsOf(job(job))).isEmpty();
        }

        assertSame(ledger, plain);
    }

    @Property(tries = 300)
    void aRestartThatRestoresEveryJobEndsWithTheSameLedger(@ForAll("events") List<Event> events) {
        Ledger ledger = new Ledger();
        Plain plain = new Plain();
        events.forEach(e -> plain.applyIf(apply(ledger, e), e));

        Ledger rebuilt = new Ledger();
        for (int node = 0; node < NODES; node++) {
            rebuilt.capacity(pool(node), name(node), plain.capacity[node]);
            rebuilt.foreignUse(pool(node), name(node), plain.foreign[node]);
            for (int job = 0; job < JOBS; job++) {
                rebuilt.observedUse(job(job), pool(node), name(node), plain.observed[job][node]);
            }
        }
        for (int job = 0; job < JOBS; job++) {
            rebuilt.restore(job(job), ledger.reservationsOf(job(job)));
        }

        assertSame(rebuilt, plain);
    }

    private static boolean apply(Ledger ledger, Event e) {
        switch (e.kind()) {
            case RESERVE -> {
                return ledger.tryReserve(job(e.job()), wanted(e));
            }
            case RELEASE -> ledger.release(job(e.job()));
            case OBSERVE -> ledger.observedUse(job(e.job()), pool(e.node()), name(e.node()), e.accelerators());
            case FOREIGN -> ledger.foreignUse(pool(e.node()), name(e.node()), e.accelerators());
            case CAPACITY -> ledger.capacity(pool(e.node()), name(e.node()), e.accelerators());
            case REMOVE -> ledger.removeNode(pool(e.node()), name(e.node()));
        }
        return true;
    }

    /** One or two nodes, in one or two pools, and at times the same node twice. */
    private static List<Reservation> wanted(Event e) {
        return IntStream.of(e.node(), e.other())
                .mapToObj(n -> new Reservation(pool(n), java.util.Map.of(name(n), e.accelerators())))
                .toList();
    }

    private static void assertSame(Ledger ledger, Plain plain) {
        for (int node = 0; node < NODES; node++) {
            assertThat(ledger.used(pool(node), name(node)))
                    .as("used of %d", node)
                    .isEqualTo(plain.used(node));
            assertThat(ledger.free(pool(node), name(node)))
                    .as("free of %d", node)
                    .isEqualTo(plain.free(node));
            assertThat(ledger.placeable(pool(node), name(node))).isEqualTo(plain.capacity[node]);
            assertThat(ledger.foreign(pool(node), name(node))).isEqualTo(plain.foreign[node]);
            assertThat(ledger.vacating(pool(node), name(node)))
                    .as("vacating of %d", node)
                    .isEqualTo(plain.vacating(node));
            assertThat(ledger.account(pool(node), name(node)).heldBy(Set.of(job(0))))
                    .isEqualTo(Math.max(plain.reserved[0][node], plain.observed[0][node]));
        }
    }

    private static JobId job(int number) {
        return new JobId(WorkloadKind.TRAINING, "ns", "job-" + number);
    }

    private static String pool(int node) {
        return node < NODES / 2 ? "a" : "b";
    }

    private static String name(int node) {
        return "node-" + node;
    }

    private static final class Plain {
        private final int[] capacity = new int[NODES];
        private final int[] foreign = new int[NODES];
        private final int[][] observed = new int[JOBS][NODES];
        private final int[][] reserved = new int[JOBS][NODES];
        private final boolean[] holds = new boolean[JOBS];

        void applyIf(boolean accepted, Event e) {
            if (accepted) {
                apply(e);
            }
        }

        void apply(Event e) {
            switch (e.kind()) {
                case RESERVE -> {
                    holds[e.job()] = true;
                    reserved[e.job()][e.node()] += e.accelerators();
                    reserved[e.job()][e.other()] += e.accelerators();
                }
                case RELEASE -> {
                    holds[e.job()] = false;
                    reserved[e.job()] = new int[NODES];
                }
                case OBSERVE -> observed[e.job()][e.node()] = e.accelerators();
                case FOREIGN -> foreign[e.node()] = e.accelerators();
                case CAPACITY -> capacity[e.node()] = e.accelerators();
                case REMOVE -> {
                    capacity[e.node()] = 0;
                    foreign[e.node()] = 0;
                }
            }
        }

        boolean canReserve(Event e) {
            int here = e.node() == e.other() ? 2 * e.accelerators() : e.accelerators();
            return !holds[e.job()] && free(e.node()) >= here && free(e.other()) >= here;
        }

        int used(int node) {
            return foreign[node]
                    + IntStream.range(0, JOBS)
                            .map(j -> Math.max(reserved[j][node], observed[j][node]))
                            .sum();
        }

        int vacating(int node) {
            return IntStream.range(0, JOBS)
                    .map(j -> Math.max(0, observed[j][node] - reserved[j][node]))
                    .sum();
        }

        int free(int node) {
            return Math.max(0, capacity[node] - used(node));
        }
    }
}
