package dev.heterodyne.evidence.attribution;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.heterodyne.evidence.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the termination messages give away. Of each message the first signature that matches counts. Among messages one that
 * tells of hardware goes first, since hardware never fails because a peer did; then the earliest; those whose signature only
 * names a symptom ({@link Outcome#UNKNOWN}) last.
 */
final class KnownSignature implements Rule {
    private final List<Compiled> signatures;

    KnownSignature(List<Signature> signatures) {
        this.signatures = signatures.stream().map(Compiled::of).toList();
    }

    private record Compiled(Signature signature, Pattern pattern) {
        static Compiled of(Signature signature) {
            return new Compiled(signature, Pattern.compile(signature.pattern(), Pattern.CASE_INSENSITIVE));
        }
    }

    private record Match(FailedExit failed, Signature signature, String line) {
        Outcome outcome() {
            return signature.outcome();
        }

        Finding finding() {
            PodEnd pod = failed.pod();
            return new Finding(
                    outcome(),
                    signature.name() + " in " + pod.where() + ": " + line,
                    outcome() == Outcome.HARDWARE_FAILURE && pod.isBound() ? List.of(pod.node()) : List.of());
        }
    }

    @Override
    public Optional<Finding> find(AttemptEnd end) {
        List<Match> matches = FailedExit.of(end).stream()
                .flatMap(failed -> match(failed).stream())
                .toList();
        return first(matches, m -> m.outcome() == Outcome.HARDWARE_FAILURE)
                .or(() -> first(matches, m -> m.outcome() != Outcome.UNKNOWN))
                .or(() -> first(matches, m -> true))
                .map(Match::finding);
    }

    private static Optional<Match> first(List<Match> matches, Predicate<Match> wanted) {
        return matches.stream().filter(wanted).findFirst();
    }

    private Optional<Match> match(FailedExit failed) {
        String message = failed.exit().message();
        for (Compiled candidate : signatures) {
            Matcher matcher = candidate.pattern().matcher(message);
            if (matcher.find()) {
                return Optional.of(new Match(failed, candidate.signature(), Phrases.lineAt(message, matcher.start())));
            }
        }
        return Optional.empty();
    }
}
