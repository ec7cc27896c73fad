package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.score.ServingEstimate;
import java.util.Optional;

/** Some batch must hold the latency asked for. */
final class LatencyFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        return candidacy
                .serving()
                .filter(ServingEstimate.TooSlow.class::isInstance)
                .map(ServingEstimate.TooSlow.class::cast)
                .map(s -> new Verdict(
                        Reason.SLOUnreachable,
                        "slo.%s asks for %.0f ms, the best here is %.0f ms"
                                .formatted(s.bound(), s.askedSeconds() * 1000, s.bestSeconds() * 1000)));
    }
}
