package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;

/**
 * Outcome of one cycle.
 *
 * @param decisions one per waiting job, in the order of decision
 * @param ledger the snapshot's ledger with the new reservations
 * @param prices per pool and kind: what a job of that kind is charged per accelerator
 */
public record CycleResult(List<Decision> decisions, Ledger ledger, Map<String, Map<WorkloadKind, Double>> prices) {
    public CycleResult {
        decisions = List.copyOf(decisions);
        prices = Map.copyOf(prices);
    }
}
