package dev.heterodyne.placement.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heterodyne.golden.Golden;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The solver against Gavel's policies (OSDI'20) solved by HiGHS: {@code x_ij} share of its time that job i runs on type j. */
class GavelProgrammesTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<JsonNode> sums() {
        return Golden.of("gavel_lp.json", "cases")
                .filter(c -> c.path("policy").asText().startsWith("max_sum_throughput"));
    }

    static Stream<JsonNode> maxMins() {
        return Golden.of("gavel_lp.json", "cases")
                .filter(c -> c.path("policy").asText().startsWith("max_min_fairness"));
    }

    static Stream<JsonNode> isolated() {
        return maxMins().filter(c -> c.has("isolatedThroughputs"));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void totalThroughput(JsonNode golden) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        double[][] throughputs = Golden.rows(golden.path("throughputs"));
        Variable[][] share = shares(model, golden);
        Expression total = model.newExpression("total").weight(1);
        for (int i = 0; i < share.length; i++) {
            for (int j = 0; j < share[i].length; j++) {
                total.set(share[i][j], throughputs[i][j] / cost(golden, j));
            }
        }
        golden.path("minThroughput").properties().forEach(least -> {
            int job = Integer.parseInt(least.getKey());
            Expression held =
                    model.newExpression("least" + job).lower(least.getValue().asDouble());
            for (int j = 0; j < share[job].length; j++) {
                held.set(share[job][j], throughputs[job][j]);
            }
        });

        assertOptimum(model, golden);
    }

    @ParameterizedTest
    @MethodSource("maxMins")
    void maxMin(JsonNode golden) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        double[][] throughputs = Golden.rows(golden.path("throughputs"));
        double[] capacity = Golden.numbers(golden.path("capacity"));
        double[] weights = Golden.numbers(golden.path("weights"));
        double[] scale = Golden.numbers(golden.path("scaleFactors"));
        Variable[][] share = shares(model, golden);
        Variable least = model.newVariable("least").lower(0).weight(1);
        for (int i = 0; i < share.length; i++) {
            double proportional = proportional(throughputs[i], capacity);
            Expression atLeast = model.newExpression("atLeast" + i).lower(0).set(least, -1);
            for (int j = 0; j < share[i].length; j++) {
                atLeast.set(share[i][j], throughputs[i][j] * scale[i] / (weights[i] * proportional));
            }
        }

        assertOptimum(model, golden);
    }

    /** Without sharing each of m jobs has 1/m of every type: max-min over equal machines gives no job less. */
    @ParameterizedTest
    @MethodSource("isolated")
    void isolatedSharesAreTheFloorOfMaxMin(JsonNode golden) {
        double[] capacity = Golden.numbers(golden.path("capacity"));
        double[] scale = Golden.numbers(golden.path("scaleFactors"));
        double worst = IntStream.range(0, scale.length)
                .mapToDouble(i -> {
                    double own = Arrays.stream(capacity).sum() / scale.length / scale[i];
                    return Math.min(1, own) * scale[i];
                })
                .min()
                .orElseThrow();

        assertThat(worst)
                .isEqualTo(golden.path("expected").path("isolatedMin").asDouble(), within(TOLERANCE))
                .isEqualTo(golden.path("expected").path("objective").asDouble(), within(TOLERANCE));
    }

    private static void assertOptimum(ExpressionsBasedModel model, JsonNode golden) {
        Optimisation.Result result = model.maximise();

        assertThat(result.getState().isOptimal()).isTrue();
        assertThat(result.getValue())
                .isEqualTo(golden.path("expected").path("objective").asDouble(), within(TOLERANCE));
    }

    private static Variable[][] shares(ExpressionsBasedModel model, JsonNode golden) {
        double[] capacity = Golden.numbers(golden.path("capacity"));
        double[] scale = Golden.numbers(golden.path("scaleFactors"));
        Variable[][] share = new Variable[scale.length][capacity.length];
        for (int i = 0; i < scale.length; i++) {
            Expression time = model.newExpression("time" + i).upper(1);
            for (int j = 0; j < capacity.length; j++) {
                share[i][j] = model.newVariable("x" + i + "_" + j).lower(0);
                time.set(share[i][j], 1);
            }
        }
        for (int j = 0; j < capacity.length; j++) {
            Expression held = model.newExpression("capacity" + j).upper(capacity[j]);
            for (int i = 0; i < scale.length; i++) {
                held.set(share[i][j], scale[i]);
            }
        }
        return share;
    }

    private static double cost(JsonNode golden, int type) {
        return golden.has("costs") ? golden.path("costs").path(type).asDouble() : 1;
    }

    private static double proportional(double[] throughputs, double[] capacity) {
        double all = Arrays.stream(capacity).sum();
        return IntStream.range(0, capacity.length)
                .mapToDouble(j -> throughputs[j] * capacity[j] / all)
                .sum();
    }
}
