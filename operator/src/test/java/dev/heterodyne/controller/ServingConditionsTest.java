package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.filter.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one reason that Degraded gives, the gravest first. */
class ServingConditionsTest {
    private static final Forecast GOOD = forecast(null);
    private static final String SETBACK = "setbacks: [{pool: p, until: \"2026-01-01T00:00:00Z\", reason: crashed}]";

    @Test
    void nothingIsAmiss() {
        assertThat(degraded("", List.of(), Rollout.Stage.CURRENT, Optional.of(GOOD)))
                .isEqualTo("False AsDecided: the replicas serve what was decided");
    }

    @Test
    void aNodeThatIsNotReadyComesFirst() {
        assertThat(degraded(
                        SETBACK, List.of("n1"), Rollout.Stage.WAITING, Optional.of(forecast(Reason.SLOUnreachable))))
                .isEqualTo("True NodesNotReady: not Ready: n1");
    }

    @Test
    void thenAPoolThatIsAvoided() {
        assertThat(degraded(SETBACK, List.of(), Rollout.Stage.WAITING, Optional.of(forecast(Reason.ReplicasLimited))))
                .isEqualTo("True CrashLooping: p is avoided until 2026-01-01T00:00:00Z: crashed");
    }

    @Test
    void thenALoadThatIsNotCarried() {
        for (Reason reason : List.of(Reason.ReplicasLimited, Reason.WaitingForAccelerators)) {
            assertThat(degraded("", List.of(), Rollout.Stage.WAITING, Optional.of(forecast(reason))))
                    .isEqualTo("True LoadNotCarried: short");
        }
        assertThat(degraded("", List.of(), Rollout.Stage.CURRENT, Optional.of(forecast(Reason.SLOUnreachable))))
                .isEqualTo("True SLOUnreachable: short");
    }

    @Test
    void thenPodsThatCannotBeMade() {
        ServingSight.OfShare share =
                new ServingSight.OfShare(0, false, List.of(), 0, List.of(), Optional.of("exceeded quota: few"));
        assertThat(degraded(
                        "",
                        new ServingSight(Map.of("p", share), List.of(), Set.of()),
                        Rollout.Stage.CURRENT,
                        Optional.of(GOOD)))
                .isEqualTo("True FailedCreate: replicas in p cannot be made: exceeded quota: few");
    }

    @Test
    void thenATemplateThatCannotBeRolledOut() {
        assertThat(degraded("", List.of(), Rollout.Stage.WAITING, Optional.of(GOOD)))
                .startsWith("True NoRoomToSurge: 2 of 2 replicas are ready, 2 are needed");
        assertThat(degraded("", List.of(), Rollout.Stage.ROLLING, Optional.of(GOOD)))
                .startsWith("False AsDecided");
    }

    @Test
    void whatWasShortStandsAfterARestartUntilTheFirstForecast() {
        String said = "conditions: [{type: Degraded, status: \"True\", reason: LoadNotCarried, message: before}]";
        assertThat(degraded(said, List.of(), Rollout.Stage.CURRENT, Optional.empty()))
                .isEqualTo("True LoadNotCarried: before");
        assertThat(degraded(said, List.of(), Rollout.Stage.CURRENT, Optional.of(GOOD)))
                .startsWith("False AsDecided");
    }

    private static Forecast forecast(Reason shortfall) {
        return new Forecast(
                Map.of("p", new Forecast.ShareForecast(10, 4000)),
                5,
                0.5,
                0.05,
                Optional.ofNullable(shortfall),
                shortfall == null ? "" : "short");
    }

    /** Status, reason and message of a job with two replicas, both ready and needed. */
    private static String degraded(
            String status, List<String> notReady, Rollout.Stage stage, Optional<Forecast> forecast) {
        return degraded(status, new ServingSight(Map.of(), notReady, Set.of()), stage, forecast);
    }

    private static String degraded(
            String status, ServingSight sight, Rollout.Stage stage, Optional<Forecast> forecast) {
        InferenceJob job = new KubernetesSerialization().unmarshal("""
                ---
                metadata: {name: chat, namespace: team}
                spec: {replicas: {min: 2}}
                status: {phase: Running, %s}
                """.formatted(status), InferenceJob.class);
        ServingConditions conditions =
                new ServingConditions(job, sight, 2, 2, new Rollout(Map.of("p", stage)), forecast, true);
        StatusFactory.Draft draft =
                new StatusFactory(Clock.systemUTC()).draft(job.getStatus().conditions(), 1);
        Condition degraded =
                Conditions.find(conditions.on(draft).toList(), "Degraded").orElseThrow();
        return degraded.getStatus() + " " + degraded.getReason() + ": " + degraded.getMessage();
    }
}
