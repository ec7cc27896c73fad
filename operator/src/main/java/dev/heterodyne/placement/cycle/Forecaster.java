package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.score.Serving;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What replicas serve by the model, and what is short where they serve less than the load asks for. */
record Forecaster(InferenceRequest request, Need need, List<Candidate> candidates) {
    private record Shortfall(Reason reason, String message) {}

    /** The forecast for so many replicas in these pools. */
    Forecast of(List<Assessment> pools, List<Integer> replicas) {
        Map<String, Forecast.ShareForecast> shares = new HashMap<>();
        double load = request.load().requestsPerSecond();
        double rate = 0;
        double firstToken = 0;
        double perToken = 0;
        for (int i = 0; i < pools.size(); i++) {
            Optional<Serving> serving = pools.get(i).serving();
            double here =
                    replicas.get(i) * serving.map(Serving::requestsPerSecond).orElse(0.0);
            rate += here;
            firstToken =
                    Math.max(firstToken, serving.map(Serving::timeToFirstToken).orElse(0.0));
            perToken =
                    Math.max(perToken, serving.map(Serving::timePerOutputToken).orElse(0.0));
            shares.put(
                    pools.get(i).view().pool().name(),
                    new Forecast.ShareForecast(here, here * request.load().outputTokens()));
        }
        int total = replicas.stream().mapToInt(Integer::intValue).sum();
        Optional<Shortfall> shortfall = shortfall(total, rate, load);
        return new Forecast(
                shares,
                load,
                firstToken,
                perToken,
                shortfall.map(Shortfall::reason),
                shortfall.map(Shortfall::message).orElse(""));
    }

    private Optional<Shortfall> shortfall(int total, double rate, double load) {
        String carried = String.format(Locale.ROOT, "%d replicas carry %.1f of %.1f rps", total, rate, load);
        boolean carries = rate >= load * (1 - Split.SAME);
        if (total >= need.min() && carries) {
            return Optional.empty();
        }
        if (total >= need.max()) {
            String bound = request.replicas().desired().isPresent() ? "desired" : "max";
            return Optional.of(
                    new Shortfall(Reason.ReplicasLimited, carried + ", and replicas." + bound + " allows no more"));
        }
        String missing = total < need.min()
                ? "%d of the %d replicas at least have accelerators".formatted(total, need.min())
                : carried;
        Candidate closest = candidates.stream()
                .filter(c -> c.reason().filter(r -> r == Reason.SLOUnreachable).isPresent())
                .findFirst()
                .orElse(candidates.get(0));
        return candidates.stream().anyMatch(Candidate::feasible)
                ? Optional.of(
                        new Shortfall(Reason.WaitingForAccelerators, missing + "; the rest waits for accelerators"))
                : Optional.of(new Shortfall(
                        closest.reason().orElseThrow(),
                        missing + "; %s: %s".formatted(closest.pool(), closest.message())));
    }
}
