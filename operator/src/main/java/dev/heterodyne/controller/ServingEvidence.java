package dev.heterodyne.controller;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.Outcomes;
import dev.heterodyne.evidence.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An inference job's side of the evidence: reports setbacks to their pools, and learns when they are written there. */
final class ServingEvidence {
    private final EvidenceInbox inbox;
    private final ClusterView view;
    /** Reported by this process, until the job's status shows them; after a crash the pool's status tells. */
    private final Map<String, Map<String, SetbackName>> reported = new ConcurrentHashMap<>();

    /** A setback that its pool has counted. */
    record Counted(SetbackName name, AttemptOutcome outcome) {}

    ServingEvidence(EvidenceInbox inbox, ClusterView view) {
        this.inbox = inbox;
        this.view = view;
    }

    /** Whether there is a pool to learn from this. */
    boolean teaches(CrashLoops.Trouble trouble) {
        return trouble.finding().outcome().isFailureOfPool() && view.poolExists(trouble.pool());
    }

    /** Hands in that replicas kept crashing; again is as once, until the job's status shows it. */
    void report(InferenceJob job, CrashLoops.Trouble trouble, Instant now) {
        String uid = job.getMetadata().getUid();
        SetbackName name = reported.computeIfAbsent(uid, u -> new ConcurrentHashMap<>())
                .computeIfAbsent(trouble.pool(), pool -> new SetbackName(uid, pool, now));
        Run run = new Run(
                trouble.finding().outcome(),
                Objects.requireNonNullElse(view.stackVersion(trouble.pool()), ""),
                trouble.acceleratorHours(),
                false,
                true);
        inbox.submit(trouble.pool(), new EvidenceInbox.Report(Jobs.id(job), name.text(), run, List.of()));
    }

    /** All setbacks of a job that pools have counted, the newest of each pool. */
    List<Counted> counted(InferenceJob job) {
        String uid = job.getMetadata().getUid();
        Map<String, Counted> byPool = new HashMap<>();
        List<Counted> known = new ArrayList<>(view.countedSetbacks(uid));
        reported.getOrDefault(uid, Map.of())
                .values()
                .forEach(name -> inbox.taken(name.text()).ifPresent(c -> known.add(new Counted(name, c.outcome()))));
        known.forEach(c -> byPool.merge(
                c.name().pool(), c, (a, b) -> a.name().time().isAfter(b.name().time()) ? a : b));
        return List.copyOf(byPool.values());
    }

    /** The job's status shows all that was counted. */
    void shown(InferenceJob job, List<Counted> counted) {
        String uid = job.getMetadata().getUid();
        counted.forEach(c -> {
            Optional.ofNullable(reported.get(uid))
                    .ifPresent(names -> names.remove(c.name().pool()));
            inbox.settled(c.name().pool(), c.name().text());
        });
        reported.computeIfPresent(uid, (u, names) -> names.isEmpty() ? null : names);
    }

    /** The outcome as status shows it. */
    static AttemptOutcome outcome(CrashLoops.Trouble trouble) {
        return Outcomes.shown(trouble.finding().outcome());
    }
}
