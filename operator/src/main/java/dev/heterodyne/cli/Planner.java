package dev.heterodyne.cli;

import dev.heterodyne.cli.report.PlacementReport;
import dev.heterodyne.cli.report.PoolReport;
import dev.heterodyne.cli.report.Report;
import dev.heterodyne.cli.report.StatusReport;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides for the jobs among a set of objects, with the state and the cycle that the operator uses. */
final class Planner {
    private static final Comparator<Placed> ORDER = Comparator.comparing(
            Placed::request,
            Comparator.comparingInt(Request::priority)
                    .reversed()
                    .thenComparingLong(Request::createdMillis)
                    .thenComparing(Request::id));

    /** @param warnings what the decision took for granted */
    record Plan(Report report, List<String> warnings) {}

    private final Clock clock;

    Planner(Clock clock) {
        this.clock = clock;
    }

    Plan plan(List<HasMetadata> objects) {
        ClusterState state = new ClusterState();
        objects.forEach(state::apply);
        Instant now = clock.instant();
        Snapshot snapshot = state.snapshot(now);
        CycleResult result = SchedulingCycle.forWaitingJobs().run(snapshot);
        Map<JobId, StatusReport> statuses = statuses(objects);
        Stream<PlacementReport> before = snapshot.placed().stream()
                .sorted(ORDER)
                .map(p -> statuses.getOrDefault(p.request().id(), StatusReport.NOTHING)
                        .placement(p.request().id(), p.shares()));
        Report report = new Report(
                Stream.of(before, result.decisions().stream().map(PlacementReport::of), backingOff(state, now))
                        .flatMap(reports -> reports)
                        .toList(),
                snapshot.pools().stream().map(p -> PoolReport.of(p, result)).toList());
        List<String> warnings = new ArrayList<>();
        result.decisions().stream()
                .map(Decision::job)
                .forEach(job -> state.missingPriorityClass(job)
                        .ifPresent(c -> warnings.add(job + " names PriorityClass " + c
                                + ", which the input does not hold; its priority is taken as 0")));
        return new Plan(report, warnings);
    }

    private static Stream<PlacementReport> backingOff(ClusterState state, Instant now) {
        return state.backingOff(now).entrySet().stream()
                .map(entry -> PlacementReport.of(new Decision(
                        entry.getKey(),
                        Outcome.Pending,
                        Optional.of(Reason.BackingOff),
                        "backs off after its last attempt; asks for a placement again at " + entry.getValue(),
                        List.of(),
                        List.of())));
    }

    private static Map<JobId, StatusReport> statuses(List<HasMetadata> objects) {
        Map<JobId, StatusReport> statuses = new HashMap<>();
        for (HasMetadata object : objects) {
            for (WorkloadKind kind : WorkloadKind.values()) {
                if (object.getKind().equals(kind == WorkloadKind.TRAINING ? "TrainingJob" : "InferenceJob")) {
                    JobId id = new JobId(
                            kind,
                            object.getMetadata().getNamespace(),
                            object.getMetadata().getName());
                    statuses.put(id, StatusReport.of(object));
                }
            }
        }
        return statuses;
    }
}
