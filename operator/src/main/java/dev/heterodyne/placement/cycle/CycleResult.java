package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;

/**
 * Outcome of one cycle.
 *
 * @param decisions one per waiting job, in the order of decision
 * @param resizes inference jobs that hold a placement and get another one: each is one step of the way
 * @param preemptions training that has to give back what it borrowed
 * @param forecasts what each placed inference job serves
 * @param ledger the snapshot's ledger with the new reservations
 * @param prices per pool and kind: what a job of that kind is charged per accelerator
 */
public record CycleResult(
        List<Decision> decisions,
        List<Decision> resizes,
        List<Preemption> preemptions,
        Map<JobId, Forecast> forecasts,
        Ledger ledger,
        Map<String, Map<WorkloadKind, Double>> prices) {
    public CycleResult {
        decisions = List.copyOf(decisions);
        resizes = List.copyOf(resizes);
        preemptions = List.copyOf(preemptions);
        forecasts = Map.copyOf(forecasts);
        prices = Map.copyOf(prices);
    }
}
