package dev.heterodyne.placement.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.model.WorkloadKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The prices as a dual, on markets of up to 5 pools and 7 classes. */
class ShadowPricesPropertiesTest {
    private static final double TOLERANCE = 1e-6;

    record Market(List<DemandClass> classes, double[] capacity) {
        double[] prices() {
            return ShadowPrices.solve(classes, DemandClass::accelerators, capacity);
        }

        double value() {
            return Primal.solve(classes, capacity).value();
        }

        /** What an accelerator brings the class beyond its price; a pool with nothing in it brings nothing. */
        double rent(int c, double[] prices) {
            double[] value = classes.get(c).value();
            return IntStream.range(0, prices.length)
                    .filter(p -> capacity[p] > 0)
                    .mapToDouble(p -> Math.max(0, value[p]) - prices[p])
                    .max()
                    .stream()
                    .map(r -> Math.max(0, r))
                    .sum();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("capacity ").append(Arrays.toString(capacity));
            classes.forEach(c ->
                    text.append("; ").append(c.accelerators()).append(" at ").append(Arrays.toString(c.value())));
            return text.toString();
        }
    }

    @Provide
    Arbitrary<Market> markets() {
        return Arbitraries.integers().between(1, 5).flatMap(pools -> {
            Arbitrary<double[]> capacity = whole().array(double[].class).ofSize(pools);
            // Few distinct values, so that ties and degenerate optima are common.
            Arbitrary<double[]> values = Arbitraries.of(-1.0, 0.0, 0.2, 0.5, 0.7, 0.731, 1.0)
                    .array(double[].class)
                    .ofSize(pools);
            Arbitrary<DemandClass> demand = Combinators.combine(Arbitraries.of(WorkloadKind.values()), values, whole())
                    .as((kind, value, accelerators) -> new DemandClass(kind, value, accelerators, 0));
            return Combinators.combine(demand.list().ofMinSize(1).ofMaxSize(7), capacity)
                    .as(Market::new);
        });
    }

    private static Arbitrary<Double> whole() {
        return Arbitraries.integers().between(0, 32).map(Integer::doubleValue);
    }

    @Property(tries = 300)
    void strongDuality(@ForAll("markets") Market market) {
        double[] prices = market.prices();
        double dual = IntStream.range(0, prices.length)
                        .mapToDouble(p -> prices[p] * market.capacity()[p])
                        .sum()
                + IntStream.range(0, market.classes().size())
                        .mapToDouble(c ->
                                market.rent(c, prices) * market.classes().get(c).accelerators())
                        .sum();

        assertThat(dual).isEqualTo(market.value(), within(TOLERANCE));
    }

    @Property(tries = 300)
    void complementarySlackness(@ForAll("markets") Market market) {
        double[] prices = market.prices();
        Primal primal = Primal.solve(market.classes(), market.capacity());
        for (int p = 0; p < prices.length; p++) {
            int pool = p;
            double held =
                    Arrays.stream(primal.allocation()).mapToDouble(x -> x[pool]).sum();
            assertThat(prices[p] * (market.capacity()[p] - held))
                    .as("price of slack in pool %d", p)
                    .isEqualTo(0, within(TOLERANCE));
        }
        for (int c = 0; c < market.classes().size(); c++) {
            DemandClass demand = market.classes().get(c);
            double rent = market.rent(c, prices);
            double served = Arrays.stream(primal.allocation()[c]).sum();
            assertThat(rent * (demand.accelerators() - served))
                    .as("rent of unserved class %d", c)
                    .isEqualTo(0, within(TOLERANCE));
            for (int p = 0; p < prices.length; p++) {
                assertThat(primal.allocation()[c][p] * (prices[p] + rent - demand.value()[p]))
                        .as("class %d in pool %d above its worth", c, p)
                        .isEqualTo(0, within(TOLERANCE));
            }
        }
    }

    /** Of all optimal prices the highest: what the loss of one accelerator really costs. */
    @Property(tries = 200)
    void aPriceIsWhatTheNextLostAcceleratorCosts(@ForAll("markets") Market market) {
        double[] prices = market.prices();
        double all = market.value();
        for (int p = 0; p < prices.length; p++) {
            if (market.capacity()[p] > 0) {
                double[] less = market.capacity().clone();
                less[p] -= 1;
                assertThat(prices[p])
                        .as("pool %d", p)
                        .isEqualTo(all - new Market(market.classes(), less).value(), within(TOLERANCE));
            } else {
                assertThat(prices[p]).isZero();
            }
        }
    }

    @Property(tries = 200)
    void theOrderOfPoolsAndClassesDecidesNothing(@ForAll("markets") Market market, @ForAll Random random) {
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, market.capacity().length).boxed().toList());
        Collections.shuffle(order, random);
        List<DemandClass> classes = new ArrayList<>(market.classes().stream()
                .map(c -> new DemandClass(c.kind(), permuted(c.value(), order), c.accelerators(), 0))
                .toList());
        Collections.shuffle(classes, random);

        assertThat(new Market(classes, permuted(market.capacity(), order)).prices())
                .containsExactly(permuted(market.prices(), order));
    }

    private static double[] permuted(double[] values, List<Integer> order) {
        return order.stream().mapToDouble(i -> values[i]).toArray();
    }
}
