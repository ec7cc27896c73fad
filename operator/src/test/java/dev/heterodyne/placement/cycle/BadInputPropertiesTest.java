package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.QualificationPolicy;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.ReroutePolicy;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyLevel;
import dev.heterodyne.placement.topology.TopologyTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the figures are, every job gets a decision in finite figures. */
class BadInputPropertiesTest {
    /** Draws figures that are mostly fine, with {@code badness} in 100 that are not. */
    private static final class Dice {
        private static final double[] BAD = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -1,
            0,
            -0.0,
            Double.MIN_VALUE,
            1e-30,
            1e18,
            1e21,
            1e30,
            Double.MAX_VALUE,
            -Double.MAX_VALUE
        };
        private static final int[] BAD_COUNTS = {0, -1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE};
        private final Random random;
        private final int badness;

        Dice(Random random, int badness) {
            this.random = random;
            this.badness = badness;
        }

        boolean bad() {
            return random.nextInt(100) < badness;
        }

        double figure(double fine) {
            return bad() ? BAD[random.nextInt(BAD.length)] : fine;
        }

        int count(int fine) {
            return bad() ? BAD_COUNTS[random.nextInt(BAD_COUNTS.length)] : fine;
        }

        OptionalDouble maybe(double fine) {
            return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(figure(fine));
        }

        OptionalInt maybe(int fine) {
            return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(count(fine));
        }

        <E> E of(E[] values) {
            return values[random.nextInt(values.length)];
        }
    }

    @Property(tries = 1000)
    void everyFigureOfADecisionIsFinite(@ForAll Random random) {
        Snapshot snapshot = snapshot(new Dice(random, 5));

        CycleResult result = new SchedulingCycle().run(snapshot);

        assertThat(result.decisions()).hasSameSizeAs(snapshot.waiting());
        for (Decision decision : result.decisions()) {
            assertThat(decision.message()).isNotBlank();
            assertThat(decision.outcome() == Outcome.Placed)
                    .isEqualTo(decision.reason().isEmpty());
            decision.candidates().forEach(BadInputPropertiesTest::assertFinite);
        }
        result.prices()
                .values()
                .forEach(byKind -> assertThat(byKind.values()).allMatch(price -> price >= 0 && price <= 1));
    }

    /** With every third figure spoilt nothing may be placed on nonsense, and nothing may crash. */
    @Property(tries = 1000)
    void nothingCrashesWhereMostIsNonsense(@ForAll Random random) {
        CycleResult result = new SchedulingCycle().run(snapshot(new Dice(random, 33)));

        result.decisions().forEach(d -> d.candidates().forEach(BadInputPropertiesTest::assertFinite));
    }

    private static void assertFinite(Candidate candidate) {
        assertThat(List.of(
                        candidate.compute(),
                        candidate.interconnect(),
                        candidate.maturity(),
                        candidate.value(),
                        candidate.price()))
                .as(candidate.toString())
                .allMatch(figure -> figure >= 0 && figure <= 1);
        assertThat(candidate.score()).isFinite();
        assertThat(candidate.bonus()).isFinite();
    }

    private static Snapshot snapshot(Dice dice) {
        Ledger ledger = new Ledger();
        List<Pool> pools = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            pools.add(pool(dice, "pool-" + p, ledger));
        }
        List<Request> waiting = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
            waiting.add(j % 2 == 0 ? training(dice, j) : inference(dice, j));
        }
        return new Snapshot(
                pools,
                dice.random.nextBoolean() ? Map.of() : Map.of("default", policy(dice)),
                waiting,
                List.of(),
                ledger);
    }

    private static Pool pool(Dice dice, String name, Ledger ledger) {
        List<TopologyTree.Leaf> leaves = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            String node = name + "-" + n;
            leaves.add(new TopologyTree.Leaf(node, dice.bad() ? List.of() : List.of("block", node)));
            ledger.capacity(name, node, dice.count(8));
            ledger.foreignUse(name, node, dice.count(1));
        }
        List<TopologyLevel> levels = dice.bad()
                ? List.of()
                : List.of(new TopologyLevel("block", dice.figure(2)), new TopologyLevel("node", dice.figure(1)));
        Map<WorkloadKind, Maturity> maturity = new EnumMap<>(WorkloadKind.class);
        for (WorkloadKind kind : WorkloadKind.values()) {
            if (!dice.bad()) {
                maturity.put(
                        kind, new Maturity(dice.of(MaturityState.values()), dice.figure(0.9), dice.figure(50_000)));
            }
        }
        return new Pool(
                name,
                Optional.of(chip(dice)),
                Optional.empty(),
                TopologyTree.of(levels, leaves),
                dice.count(24),
                maturity);
    }

    private static Chip chip(Dice dice) {
        Map<Precision, Double> peaks = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            if (dice.random.nextBoolean()) {
                peaks.put(precision, dice.figure(300e12));
            }
        }
        return new Chip(
                "chip",
                Optional.of("CN"),
                "example.com/chip",
                "stack-" + dice.random.nextInt(2),
                dice.maybe(64e9),
                dice.maybe(2e12),
                peaks,
                new Links(dice.figure(200e9), dice.count(8), dice.figure(25e9)),
                new Efficiencies(dice.figure(0.4), dice.figure(0.5), dice.figure(0.6), dice.figure(0.7)),
                Map.of(
                        WorkloadKind.TRAINING,
                        new Prior(dice.figure(0.9), dice.figure(50_000), dice.figure(4)),
                        WorkloadKind.INFERENCE,
                        new Prior(dice.figure(0.9), dice.figure(50_000), dice.figure(4))));
    }

    private static Model model(Dice dice) {
        return new Model(
                dice.figure(7e9),
                dice.figure(3e9),
                dice.of(Precision.values()),
                dice.maybe(32),
                dice.maybe(4096),
                dice.maybe(1e5),
                dice.random.nextBoolean());
    }

    private static List<Variant> variants(Dice dice) {
        List<Variant> variants = new ArrayList<>();
        for (int s = 0; s < 2; s++) {
            variants.add(new Variant(
                    "stack-" + s,
                    dice.count(2),
                    dice.count(4),
                    new Parallelism(dice.count(2), dice.count(2), dice.figure(4e6))));
        }
        return variants;
    }

    private static TrainingRequest training(Dice dice, int number) {
        return new TrainingRequest(
                new JobId(WorkloadKind.TRAINING, "ns", "job-" + number),
                dice.count(1),
                dice.count(1),
                "default",
                model(dice),
                variants(dice),
                new CheckpointPlan(dice.random.nextBoolean(), dice.maybe(1800.0), dice.figure(5), dice.figure(300)),
                new TopologyAsk(
                        dice.bad() ? Optional.of("nowhere") : Optional.empty(),
                        dice.bad() ? Optional.of("block") : Optional.empty()),
                dice.random.nextBoolean(),
                false);
    }

    private static InferenceRequest inference(Dice dice, int number) {
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "ns", "job-" + number),
                dice.count(1),
                dice.count(1),
                "default",
                model(dice),
                variants(dice),
                new ReplicaBounds(dice.count(1), dice.count(4), dice.maybe(2)),
                new Load(dice.figure(5), dice.figure(1000), dice.figure(400)),
                new Slo(dice.maybe(0.05), dice.maybe(2.0)),
                dice.count(2));
    }

    private static Policy policy(Dice dice) {
        return new Policy(
                "default",
                Map.of(WorkloadKind.TRAINING, new Weights(dice.figure(1), dice.figure(1), dice.figure(1))),
                Map.of(WorkloadKind.TRAINING, dice.figure(0.5)),
                new OriginMandate(dice.of(OriginMandate.Mode.values()), Set.of("CN"), dice.figure(0.1)),
                Map.of(WorkloadKind.TRAINING, dice.figure(0.6), WorkloadKind.INFERENCE, dice.figure(0.4)),
                new QualificationPolicy(3, dice.count(16), dice.figure(0.05), Duration.ofDays(30), dice.figure(0.25)),
                ReroutePolicy.DEFAULT);
    }
}
