package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.placement.cycle.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happened, in whatever order: the state is what the objects that are there now amount to. */
class ClusterStatePropertiesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> POOLS = List.of("a", "b");
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    /** An object that appears or changes, or goes. */
    record Event(HasMetadata object, boolean gone) {
        String key() {
            return object.getKind() + "/" + object.getMetadata().getName();
        }
    }

    @Property(tries = 400)
    void theStateIsWhatTheObjectsAmountTo(@ForAll("events") List<Event> events, @ForAll Random random) {
        ClusterState lived = new ClusterState();
        Map<String, HasMetadata> there = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.gone()) {
                lived.remove(event.object());
                there.remove(event.key());
            } else {
                lived.apply(event.object());
                there.put(event.key(), event.object());
            }
        }
        List<HasMetadata> shuffled = new ArrayList<>(there.values());
        Collections.shuffle(shuffled, random);
        ClusterState fresh = new ClusterState();
        shuffled.forEach(fresh::apply);

        assertThat(picture(lived)).isEqualTo(picture(fresh));
    }

    @Property(tries = 400)
    void anEventThatChangesNothingChangesNothing(@ForAll("events") List<Event> events) {
        ClusterState state = new ClusterState();
        for (Event event : events) {
            List<Object> before = picture(state);
            boolean changed = event.gone() ? state.remove(event.object()) : state.apply(event.object());
            if (!changed) {
                assertThat(picture(state)).describedAs(event.key()).isEqualTo(before);
            }
        }
    }

    /** All that can be seen of a state from outside. */
    private static List<Object> picture(ClusterState state) {
        Snapshot snapshot = state.snapshot(NOW);
        List<Object> picture =
                new ArrayList<>(List.of(state.poolNames(), snapshot.waiting(), snapshot.placed(), snapshot.policies()));
        snapshot.pools().forEach(p -> {
            picture.add(List.of(p.name(), p.chip(), p.problem(), p.healthy(), p.maturity(), state.pool(p.name())));
            picture.add(p.topology().nodes());
            for (int level = 0; level < p.topology().levels().size(); level++) {
                picture.add(p.topology().domains(level));
            }
        });
        for (String pool : POOLS) {
            for (String node : NODES) {
                picture.add(List.of(
                        pool,
                        node,
                        snapshot.ledger().used(pool, node),
                        snapshot.ledger().free(pool, node)));
            }
        }
        return picture;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<HasMetadata> objects = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Cluster.gpu())),
                Tuple.of(2, pools()),
                Tuple.of(5, nodes()),
                Tuple.of(6, pods()),
                Tuple.of(3, jobs()));
        Arbitrary<Boolean> gone = Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true));
        return Combinators.combine(objects, gone).as(Event::new).list().ofMaxSize(40);
    }

    private static Arbitrary<HasMetadata> pools() {
        return Combinators.combine(
                        Arbitraries.of(POOLS),
                        Arbitraries.of("left", "right"),
                        Arbitraries.of("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
                        Arbitraries.of("{}", "{maturity: {training: {completion: 0.5}}}"))
                .as((name, label, created, status) -> {
                    AcceleratorPool pool = Cluster.pool(name, label, created);
                    pool.setStatus(Yaml.read(AcceleratorPoolStatus.class, status));
                    return pool;
                });
    }

    private static Arbitrary<HasMetadata> nodes() {
        return Combinators.combine(
                        Arbitraries.of(NODES),
                        Arbitraries.of(List.of("left"), List.of("right"), List.of("left", "right"), List.<String>of()),
                        Arbitraries.of("True", "False"),
                        Arbitraries.of(true, false),
                        Arbitraries.of("b1", "b2"))
                .as((name, labels, ready, cordoned, block) -> {
                    Node node = Cluster.ready(Cluster.node(name, "x").build(), ready);
                    labels.forEach(l -> node.getMetadata().getLabels().put(l, ""));
                    node.getMetadata().getLabels().put("block", block);
                    node.getSpec().setUnschedulable(cordoned);
                    return node;
                });
    }

    private static Arbitrary<HasMetadata> pods() {
        return Combinators.combine(
                        Arbitraries.of("p1", "p2", "p3", "p4"),
                        Arbitraries.of(NODES),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of("", "j1", "j2"),
                        Arbitraries.of("Running", "Failed"))
                .as((name, node, devices, job, phase) -> {
                    Pod pod = job.isEmpty()
                            ? Cluster.pod(name, node, devices).build()
                            : Cluster.podOf(job, name, node, devices);
                    pod.setStatus(new PodStatus());
                    pod.getStatus().setPhase(phase);
                    return pod;
                });
    }

    private static Arbitrary<HasMetadata> jobs() {
        return Combinators.combine(
                        Arbitraries.of("j1", "j2"),
                        Arbitraries.of("Running", "Succeeded", "waiting"),
                        Arbitraries.of(List.of("n1"), List.of("n1", "n2"), List.of("n3", "n3")))
                .as((name, phase, on) -> phase.equals("waiting") ? Cluster.job(name) : Cluster.placed(name, phase, on));
    }
}
