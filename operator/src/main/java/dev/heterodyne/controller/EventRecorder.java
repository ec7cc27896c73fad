package dev.heterodyne.controller;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of the turns that a job or pool takes: one event where a condition changes its status or its reason, so none
 * is told twice. Events are a courtesy: they wait for nobody, and one that cannot be written is let go.
 */
final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int LONGEST_NOTE = 1000;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private final KubernetesClient client;
    private final Executor executor;
    private final Clock clock;
    private final String instance;
    private final AtomicLong sequence;

    /**
     * @param executor runs the writes; it may refuse some
     * @param instance name of this process
     */
    EventRecorder(KubernetesClient client, Executor executor, Clock clock, String instance) {
        this.client = client;
        this.executor = executor;
        this.clock = clock;
        this.instance = instance;
        this.sequence = new AtomicLong(clock.millis() << 20);
    }

    /** Tells what is new in the conditions of an object. */
    void tell(HasMetadata about, @Nullable List<Condition> before, @Nullable List<Condition> after) {
        for (Condition now : Optional.ofNullable(after).orElse(List.of())) {
            Optional<Condition> then = Conditions.find(before, now.getType());
            boolean news = then.isEmpty()
                    || !Objects.equals(then.get().getStatus(), now.getStatus())
                    || !Objects.equals(then.get().getReason(), now.getReason());
            if (news && isNotable(now) && !isEcho(now, after)) {
                send(about, now);
            }
        }
    }

    /** Whether another condition tells the same: the end of a job also ends the readiness of its pods. */
    private static boolean isEcho(Condition condition, @Nullable List<Condition> all) {
        return ConditionType.PodsReady.name().equals(condition.getType())
                && Conditions.find(all, ConditionType.Finished.name())
                        .filter(f -> Objects.equals(f.getReason(), condition.getReason()))
                        .isPresent();
    }

    private static boolean isNotable(Condition condition) {
        return ours(condition)
                .map(ConditionReason::isNotable)
                .orElseGet(() -> !Reason.Suspended.name().equals(condition.getReason()));
    }

    private static Optional<ConditionReason> ours(Condition condition) {
        return Arrays.stream(ConditionReason.values())
                .filter(r -> r.name().equals(condition.getReason()))
                .findFirst();
    }

    private void send(HasMetadata about, Condition condition) {
        Event event = event(about, condition);
        try {
            executor.execute(() -> write(event));
        } catch (RejectedExecutionException e) {
            LOG.debug("too many events; dropped {}", condition.getReason());
        }
    }

    private void write(Event event) {
        try {
            client.resource(event).create();
        } catch (RuntimeException e) {
            LOG.debug("event {} not written: {}", event.getReason(), e.getMessage());
        }
    }

    private Event event(HasMetadata about, Condition condition) {
        boolean alarming = ours(condition).map(ConditionReason::isAlarming).orElse(false);
        String namespace =
                Optional.ofNullable(about.getMetadata().getNamespace()).orElse("default");
        String message = String.valueOf(condition.getMessage());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(about.getMetadata().getName() + "." + Long.toHexString(sequence.incrementAndGet()))
                .endMetadata()
                .withType(alarming ? "Warning" : "Normal")
                .withReason(condition.getReason())
                .withAction(condition.getType())
                .withNote(message.length() <= LONGEST_NOTE ? message : message.substring(0, LONGEST_NOTE))
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(dev.heterodyne.api.Heterodyne.GROUP + "/" + ChildLabels.MANAGER)
                .withReportingInstance(instance)
                .withNewRegarding()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endRegarding()
                .build();
    }
}
