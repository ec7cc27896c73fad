package dev.heterodyne.cluster;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.FailurePolicy;
import dev.heterodyne.api.TrainingJobSpec;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the status of a training job what it has been through. */
public final class HistoryReader {
    private static final Range ATTEMPTS = Range.between(1, 50);

    private static final Duration AHEAD = Duration.ofHours(2);

    private HistoryReader() {}

    /** The attempts that are over, in their order; a time that cannot be read counts as long ago. */
    public static List<PastAttempt> past(List<Attempt> attempts, boolean checkpointed) {
        return past(attempts, checkpointed, new FieldChecks(""));
    }

    /** How often the job may be tried, and an empty past. */
    static JobHistory limits(TrainingJobSpec spec, FieldChecks checks) {
        FailurePolicy policy =
                spec.failurePolicy() == null ? new FailurePolicy(null, null, null) : spec.failurePolicy();
        String at = "spec.failurePolicy.";
        checks.integer(at + "podsReadyTimeoutSeconds", policy.podsReadyTimeoutSeconds(), Range.between(1, 31_536_000));
        return new JobHistory(
                List.of(),
                Optional.empty(),
                checks.integer(at + "maxAttempts", policy.maxAttempts(), ATTEMPTS)
                        .orElse(JobHistory.NONE.maxAttempts()),
                checks.integer(at + "maxAttemptsPerPool", policy.maxAttemptsPerPool(), ATTEMPTS)
                        .orElse(JobHistory.NONE.maxAttemptsPerPool()),
                spec.checkpoint() != null,
                spec.checkpoint() != null
                        && Boolean.TRUE.equals(spec.checkpoint().portable()),
                Map.of());
    }

    /** What the job has been through, under these limits. */
    static JobHistory read(@Nullable TrainingJobStatus status, JobHistory limits, FieldChecks checks) {
        if (status == null) {
            return limits;
        }
        List<Attempt> attempts = status.attempts() == null ? List.of() : status.attempts();
        return limits.with(
                past(attempts, limits.checkpointed(), checks), time("status.retryTime", status.retryTime(), checks));
    }

    private static List<PastAttempt> past(List<Attempt> attempts, boolean checkpointed, FieldChecks checks) {
        List<PastAttempt> past = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            String at = "status.attempts[" + i + "].";
            if (attempt.outcome() == null) {
                continue;
            }
            past.add(new PastAttempt(
                    attempt.number() == null ? i + 1 : attempt.number(),
                    attempt.pool() == null ? "" : attempt.pool(),
                    attempt.stack() == null ? "" : attempt.stack(),
                    checkpointed && isOnlyDelayed(attempt) ? Ending.DISRUPTED : ending(attempt.outcome()),
                    attempt.readyTime() != null,
                    time(at + "endTime", attempt.endTime(), checks)
                            .or(() -> time(at + "startTime", attempt.startTime(), checks))
                            .orElse(Instant.EPOCH),
                    attempt.failedNodes() == null ? List.of() : attempt.failedNodes()));
        }
        return past;
    }

    /**
     * A hardware fault after the attempt got ahead: it saved a step, or worked for longer than any sensible interval between
     * checkpoints. A large gang meets one every few days however good the pool, so it uses up no attempt; its node is
     * avoided all the same.
     */
    private static boolean isOnlyDelayed(Attempt attempt) {
        if (attempt.outcome() != AttemptOutcome.HardwareFailure) {
            return false;
        }
        long from = attempt.resumedFromStep() == null ? 0 : attempt.resumedFromStep();
        boolean saved = attempt.savedStep() != null && attempt.savedStep() > from;
        FieldChecks lenient = new FieldChecks("");
        Optional<Instant> ready = time("", attempt.readyTime(), lenient);
        Optional<Instant> end = time("", attempt.endTime(), lenient);
        return saved
                || (ready.isPresent()
                        && end.isPresent()
                        && !end.get().isBefore(ready.get().plus(AHEAD)));
    }

    private static Ending ending(AttemptOutcome outcome) {
        return switch (outcome) {
            case Completed -> Ending.COMPLETED;
            case StackFailure, HardwareFailure -> Ending.POOL_FAILED;
            case UserError -> Ending.OWN_FAULT;
            case Preempted, Cancelled -> Ending.DISRUPTED;
            case Unknown -> Ending.UNEXPLAINED;
        };
    }

    private static Optional<Instant> time(String field, @Nullable String text, FieldChecks checks) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            checks.fault(field, "is '" + text + "'; write it as in RFC 3339: 2026-01-31T12:00:00Z");
            return Optional.empty();
        }
    }
}
