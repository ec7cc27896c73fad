package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.cluster.AttemptReader.Place;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device plugin that restarts must not cost a gang its run; devices that stay away must. */
class DeviceLossesTest {
    private static final String RESOURCE = "nvidia.com/gpu";
    private Instant now = Instant.EPOCH;

    private final DeviceLosses losses = new DeviceLosses(() -> Duration.ofMinutes(1), new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void aLossCountsOnceItHasLasted() {
        assertThat(losses.judge(places(0), RESOURCE).places())
                .extracting(Place::forgiven)
                .containsExactly(true);
        assertThat(losses.judge(places(0), RESOURCE).next()).contains(Duration.ofMinutes(1));

        now = now.plusSeconds(59);
        assertThat(losses.judge(places(0), RESOURCE).places())
                .extracting(Place::forgiven)
                .containsExactly(true);
        assertThat(losses.judge(places(0), RESOURCE).next()).contains(Duration.ofSeconds(1));

        now = now.plusSeconds(1);
        assertThat(losses.judge(places(0), RESOURCE).places())
                .extracting(Place::forgiven)
                .containsExactly(false);
    }

    @Test
    void devicesThatComeBackStartAnew() {
        losses.judge(places(4), RESOURCE);
        now = now.plusSeconds(50);
        losses.judge(places(8), RESOURCE);
        now = now.plusSeconds(50);

        assertThat(losses.judge(places(4), RESOURCE).places())
                .extracting(Place::forgiven)
                .containsExactly(true);
    }

    @Test
    void aWholeNodeLacksNothing() {
        assertThat(losses.judge(places(8), RESOURCE).places())
                .extracting(Place::forgiven)
                .containsExactly(false);
        assertThat(losses.judge(places(8), RESOURCE).next()).isEmpty();
    }

    private static List<Place> places(int offered) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .endMetadata()
                .withNewStatus()
                .withCapacity(Map.of(RESOURCE, new Quantity("8")))
                .withAllocatable(Map.of(RESOURCE, new Quantity(String.valueOf(offered))))
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
        return List.of(new Place("n1", Optional.of(node), 8, false));
    }
}
