package dev.heterodyne.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was read of one job's load. More load is carried at once. Less is carried only where complete readings have come
 * without a gap for as long as the window, and the newest is not stale; so after a start nothing goes until a window has
 * passed.
 *
 * @param newest time of the newest complete reading
 * @param steadySince from when on complete readings have come without a gap
 */
public record LoadWindow(
        Peaks requestsPerSecond,
        Peaks promptTokens,
        Peaks outputTokens,
        Optional<Instant> newest,
        Optional<Instant> steadySince) {
    /** Nothing was read yet. */
    public static final LoadWindow EMPTY =
            new LoadWindow(Peaks.NONE, Peaks.NONE, Peaks.NONE, Optional.empty(), Optional.empty());

    /**
     * A load that differs less than this part from the one written down is taken for the same, so that noise is not
     * written down; but never where the written one is below what was read.
     */
    public static final double DEAD_BAND = 0.05;

    /** With one more reading, newer than all before. */
    public LoadWindow with(Reading reading, ScalingRules rules) {
        Instant time = reading.time();
        return new LoadWindow(
                requestsPerSecond.with(time, reading.requestsPerSecond(), rules.window()),
                with(promptTokens, time, reading.promptTokens(), rules),
                with(outputTokens, time, reading.outputTokens(), rules),
                reading.complete() ? Optional.of(time) : newest,
                reading.complete()
                        ? steadySince.filter(since -> follows(time, rules)).or(() -> Optional.of(time))
                        : steadySince);
    }

    /** Whether anything was read, even in part. */
    public boolean hasReadings() {
        return !requestsPerSecond.falling().isEmpty();
    }

    /** Whether the newest complete reading still says something. */
    public boolean isFresh(Instant now, ScalingRules rules) {
        return newest.filter(t -> Duration.between(t, now).compareTo(rules.staleAfter()) <= 0)
                .isPresent();
    }

    /**
     * The load to carry.
     *
     * @param written the one carried so far
     */
    public CarriedLoad carry(Instant now, ScalingRules rules, CarriedLoad written) {
        boolean mayLower = mayLower(now, rules);
        return new CarriedLoad(
                next(requestsPerSecond, rules.headroom(), now, rules, written.requestsPerSecond(), mayLower),
                next(promptTokens, 0, now, rules, written.promptTokens(), mayLower),
                next(outputTokens, 0, now, rules, written.outputTokens(), mayLower));
    }

    private boolean mayLower(Instant now, ScalingRules rules) {
        return isFresh(now, rules)
                && steadySince
                        .filter(since -> Duration.between(since, now).compareTo(rules.window()) >= 0)
                        .isPresent();
    }

    /** Whether a reading comes soon enough after the last; a clock that was set back counts as a gap. */
    private boolean follows(Instant time, ScalingRules rules) {
        return newest.map(last -> Duration.between(last, time))
                .filter(gap -> !gap.isNegative() && gap.compareTo(rules.staleAfter()) <= 0)
                .isPresent();
    }

    private static Peaks with(Peaks peaks, Instant time, OptionalDouble figure, ScalingRules rules) {
        return figure.isPresent() ? peaks.with(time, figure.getAsDouble(), rules.window()) : peaks;
    }

    private static OptionalDouble next(
            Peaks peaks, double headroom, Instant now, ScalingRules rules, OptionalDouble written, boolean mayLower) {
        OptionalDouble peak = peaks.highest(now, rules.window());
        if (peak.isEmpty()) {
            return written;
        }
        double wanted = Digits.up(peak.getAsDouble() * (1 + headroom));
        if (written.isEmpty()) {
            return OptionalDouble.of(wanted);
        }
        double carried = written.getAsDouble();
        boolean same = Math.abs(wanted - carried) <= DEAD_BAND * carried && peak.getAsDouble() <= carried;
        boolean lower = wanted < carried;
        return same || (lower && !mayLower) ? written : OptionalDouble.of(wanted);
    }
}
