package dev.heterodyne.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Takes runs into the evidence on a pool. Pure: time is an argument.
 *
 * <p>What a run adds is in {@link Effect}, how the state moves in {@link Trust}. Counts halve with every half-life, the prior
 * and what is carried do not. A change of the stack turns the posterior into what is carried, at a discount.
 */
public final class Learning {
    private static final double SECONDS_PER_DAY = 86_400;
    /** A belief that is discounted to nothing still needs a mean. */
    private static final double LEAST_RUNS = 1e-9;
    /** What Jeffreys's prior on a Poisson rate is worth; with less, a few quiet hours would promise years. */
    private static final double LEAST_FAILURES = 0.5;

    private final TrustRules rules;
    private final Belief prior;

    /**
     * @param prior the class's, which counts where nothing was carried over
     */
    public Learning(TrustRules rules, Belief prior) {
        this.rules = rules;
        this.prior = prior;
    }

    /**
     * The evidence with one more run. It stays about its own stack version, which only {@link #at} changes: a run of another
     * version, one that started before a change, counts with the version discount and moves neither streak nor state.
     */
    public Evidence after(Evidence before, Run run, Instant now) {
        Effect effect = Effect.of(run);
        Evidence faded = faded(before, now);
        if (!run.stackVersion().equals(before.stackVersion())) {
            return counting(faded, effect, run, rules.versionDiscount());
        }
        int streak = effect.streakAfter(faded.streak());
        Evidence counted = counting(faded, effect, run, 1).standing(streak, faded.state());
        if (!rules.canaries()) {
            return counted;
        }
        if (streak >= rules.canaryRuns() && faded.state() != TrustState.QUALIFIED && !isAbove(counted)) {
            counted = repaired(counted);
        }
        return counted.standing(
                streak, Trust.after(faded.state(), effect, streak, isAbove(counted), rules.canaryRuns()));
    }

    /**
     * The evidence as it stands for a stack version at a time: decayed to the day, and started anew where the version
     * changed, with the posterior carried over at a discount. The same day and version change nothing.
     */
    public Evidence at(Evidence before, String stackVersion, Instant now) {
        Evidence faded = faded(before, now);
        if (stackVersion.equals(faded.stackVersion())) {
            return faded;
        }
        Evidence anew = Evidence.none(stackVersion, faded.asOf());
        boolean nothingKnown = faded.carried().isEmpty() && faded.runs() == 0 && faded.acceleratorHours() == 0;
        if (nothingKnown) {
            return anew.standing(0, afterChange(faded.state(), true));
        }
        Evidence carrying = anew.carrying(discounted(completion(faded), failureRate(faded)));
        return carrying.standing(0, afterChange(faded.state(), isAbove(carrying)));
    }

    private TrustState afterChange(TrustState before, boolean above) {
        return rules.canaries() ? Trust.afterChange(before, above) : TrustState.UNPROVEN;
    }

    /** What is believed now: its {@code runs} and {@code failures} are the whole weight behind the figures. */
    public Belief belief(Evidence evidence) {
        return belief(completion(evidence), failureRate(evidence));
    }

    private static Belief belief(Completion completion, FailureRate rate) {
        return new Belief(completion.mean(), completion.weight(), rate.mtbfHours(), rate.weight());
    }

    Completion completion(Evidence evidence) {
        return completion(evidence.carried().orElse(prior)).after(evidence.completed(), evidence.failed());
    }

    FailureRate failureRate(Evidence evidence) {
        return failureRate(evidence.carried().orElse(prior)).after(evidence.failures(), evidence.acceleratorHours());
    }

    private static Completion completion(Belief before) {
        return Completion.prior(before.completion(), before.runs());
    }

    private static FailureRate failureRate(Belief before) {
        return FailureRate.prior(before.mtbfHours(), before.failures());
    }

    private boolean isAbove(Evidence evidence) {
        return rules.trusts(completion(evidence).mean());
    }

    private Evidence faded(Evidence evidence, Instant now) {
        Instant from = evidence.asOf().truncatedTo(ChronoUnit.DAYS);
        Instant to = now.truncatedTo(ChronoUnit.DAYS);
        if (!to.isAfter(from)) {
            return evidence;
        }
        double elapsed = ChronoUnit.DAYS.between(from, to);
        double halfLife = days(rules.halfLife());
        return evidence.with(
                        completion(evidence).decayed(elapsed, halfLife),
                        failureRate(evidence).decayed(elapsed, halfLife),
                        evidence.canaryHours() * Counts.kept(elapsed, halfLife))
                .asOf(to);
    }

    private static double days(Duration duration) {
        return duration.toSeconds() / SECONDS_PER_DAY;
    }

    private Evidence counting(Evidence evidence, Effect effect, Run run, double weight) {
        double hours = effect.exposure() ? weight * run.acceleratorHours() : 0;
        return evidence.with(
                completion(evidence).after(weight * effect.completed(), weight * effect.failed()),
                failureRate(evidence).after(weight * effect.failures(), hours),
                evidence.canaryHours() + (run.canary() ? hours : 0));
    }

    /**
     * Enough runs in a row completed, but the past outweighs them: something was repaired, so they begin a new stretch. They
     * count in full, whatever was believed before them is carried over as if the version had changed. That the hours
     * and failures before and within the stretch are not told apart errs on the side of the past.
     */
    private Evidence repaired(Evidence evidence) {
        Belief past = evidence.carried().orElse(prior);
        double others = Math.max(0, evidence.completed() - rules.canaryRuns());
        Belief carried = discounted(completion(past).after(others, evidence.failed()), failureRate(past));
        double kept = rules.versionDiscount();
        return evidence.carrying(carried)
                .with(
                        completion(carried).after(rules.canaryRuns(), 0),
                        failureRate(carried).after(kept * evidence.failures(), kept * evidence.acceleratorHours()),
                        kept * evidence.canaryHours());
    }

    private Belief discounted(Completion completion, FailureRate rate) {
        Belief whole = belief(completion, rate);
        double kept = rules.versionDiscount();
        return new Belief(
                whole.completion(),
                Math.min(Math.max(kept * whole.runs(), LEAST_RUNS), rules.mostCarriedRuns()),
                whole.mtbfHours(),
                Math.max(kept * whole.failures(), Math.min(whole.failures(), LEAST_FAILURES)));
    }
}
