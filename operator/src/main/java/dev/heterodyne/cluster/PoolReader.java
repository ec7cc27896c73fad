package dev.heterodyne.cluster;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolSpec;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which nodes a pool takes and what has been learned of it. */
public final class PoolReader {
    private static final Set<String> TOLERATION_OPERATORS = Set.of("Equal", "Exists", "Gt", "Lt");
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    /** The pool, or the faults that leave none. */
    Reading<PoolDefinition> read(AcceleratorPool pool) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(pool));
        AcceleratorPoolSpec spec = pool.getSpec();
        if (spec == null) {
            checks.fault("spec", "is missing; state at least className");
            return new Reading<>(Optional.empty(), checks.faults());
        }
        if (spec.className() == null) {
            checks.fault("spec.className", "is missing; name the AcceleratorClass that the nodes hold");
        }
        LevelReader.Levels levels = LevelReader.read(spec.topology(), checks);
        String className = checks.name("spec.className", spec.className()).orElse("");
        NodeSelection selection = selection(spec.nodeSelector(), checks);
        Tolerance tolerance = tolerance(spec.tolerations(), checks);
        if (spec.stackVersion() != null && spec.stackVersion().length() > 63) {
            checks.fault("spec.stackVersion", "is longer than 63 characters; shorten it");
        }
        long created = ObjectNames.createdMillis(pool, checks);
        boolean usable = checks.clean();
        PoolDefinition read = new PoolDefinition(
                pool.getMetadata().getName(),
                created,
                className,
                selection,
                tolerance,
                levels.labels(),
                levels.levels(),
                LearnedReader.read(pool.getStatus(), spec.stackVersion(), checks));
        return new Reading<>(usable ? Optional.of(read) : Optional.empty(), checks.faults());
    }

    /** What is wrong with a pool. */
    public List<Fault> faults(AcceleratorPool pool) {
        return read(pool).faults();
    }

    private static NodeSelection selection(@Nullable LabelSelector selector, FieldChecks checks) {
        if (selector == null) {
            return new NodeSelection(Map.of(), List.of());
        }
        List<NodeSelection.Requirement> requirements = new ArrayList<>();
        for (LabelSelectorRequirement expression :
                Optional.ofNullable(selector.getMatchExpressions()).orElse(List.of())) {
            requirement(expression, checks).ifPresent(requirements::add);
        }
        Map<String, String> labels =
                Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of());
        if (labels.containsValue(null)) {
            checks.fault("spec.nodeSelector.matchLabels", "holds a label without a value; write \"\" for an empty one");
            return new NodeSelection(Map.of(), requirements);
        }
        return new NodeSelection(labels, requirements);
    }

    private static Optional<NodeSelection.Requirement> requirement(
            LabelSelectorRequirement expression, FieldChecks checks) {
        String field = "spec.nodeSelector.matchExpressions[" + expression.getKey() + "]";
        Optional<NodeSelection.Operator> operator = NodeSelection.Operator.of(expression.getOperator());
        List<String> values = Optional.ofNullable(expression.getValues()).orElse(List.of());
        if (expression.getKey() == null || expression.getKey().isEmpty()) {
            checks.fault(field + ".key", "is missing; name a node label");
            return Optional.empty();
        }
        if (operator.isEmpty()) {
            checks.fault(
                    field + ".operator",
                    "is '" + expression.getOperator() + "'; use In, NotIn, Exists or DoesNotExist");
            return Optional.empty();
        }
        boolean takesValues =
                operator.get() == NodeSelection.Operator.In || operator.get() == NodeSelection.Operator.NotIn;
        if (takesValues == values.isEmpty()) {
            checks.fault(
                    field + ".values",
                    takesValues
                            ? "is empty; " + operator.get() + " needs at least one value"
                            : "must be left out; " + operator.get() + " takes no values");
            return Optional.empty();
        }
        return Optional.of(new NodeSelection.Requirement(expression.getKey(), operator.get(), new HashSet<>(values)));
    }

    private static Tolerance tolerance(@Nullable List<Toleration> tolerations, FieldChecks checks) {
        List<Toleration> read = tolerations == null ? List.of() : tolerations;
        for (int i = 0; i < read.size(); i++) {
            check("spec.tolerations[" + i + "]", read.get(i), checks);
        }
        return new Tolerance(read);
    }

    private static void check(String at, Toleration toleration, FieldChecks checks) {
        String operator = isEmpty(toleration.getOperator()) ? "Equal" : toleration.getOperator();
        if (!TOLERATION_OPERATORS.contains(operator)) {
            checks.fault(at + ".operator", "is '" + operator + "'; use Equal or Exists");
        } else if (isEmpty(toleration.getKey()) && !"Exists".equals(operator)) {
            checks.fault(at + ".key", "is missing; name the key of the taint, or use operator Exists");
        } else if (!isEmpty(toleration.getValue()) && "Exists".equals(operator)) {
            checks.fault(at + ".value", "must be left out; operator Exists takes no value");
        }
        if (!isEmpty(toleration.getEffect()) && !EFFECTS.contains(toleration.getEffect())) {
            checks.fault(
                    at + ".effect",
                    "is '" + toleration.getEffect() + "'; use NoSchedule, PreferNoSchedule or NoExecute");
        }
        if (toleration.getTolerationSeconds() != null && !"NoExecute".equals(toleration.getEffect())) {
            checks.fault(at + ".tolerationSeconds", "needs effect NoExecute; set the effect, or leave it out");
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
