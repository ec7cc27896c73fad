package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether tolerations admit a pod to a tainted node, as kube-scheduler decides it. */
record Tolerance(List<Toleration> tolerations) {
    Tolerance {
        tolerations = List.copyOf(tolerations);
    }

    boolean admits(List<Taint> taints) {
        return taints.stream().allMatch(taint -> tolerations.stream().anyMatch(t -> tolerates(t, taint)));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        boolean effect =
                isEmpty(toleration.getEffect()) || toleration.getEffect().equals(taint.getEffect());
        if ("Exists".equals(toleration.getOperator())) {
            return effect
                    && (isEmpty(toleration.getKey()) || toleration.getKey().equals(taint.getKey()));
        }
        return effect
                && (isEmpty(toleration.getOperator()) || "Equal".equals(toleration.getOperator()))
                && Objects.equals(toleration.getKey(), taint.getKey())
                && orEmpty(toleration.getValue()).equals(orEmpty(taint.getValue()));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
