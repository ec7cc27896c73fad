package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * By night training runs on what a service lends; when the load returns it saves its state and gives back, and goes on when it
 * may. {@code hack/bench/lendback} says how soon the service serves again.
 */
@ExtendWith(LiveClusterExtension.class)
class LendingIT {
    private static final int REPLICAS = 3;
    private static final int GRACE_SECONDS = 20;

    private LiveCluster cluster;
    private Sandbox sandbox;
    private NightShift shift;

    @BeforeEach
    void open(LiveCluster live, Sandbox fresh) {
        live.operator();
        cluster = live;
        sandbox = fresh;
        shift = new NightShift(fresh, REPLICAS);
        shift.open();
    }

    @Test
    void whatIsLentIsGivenBackWhenTheLoadReturns() {
        // By day training that needs two nodes waits, whatever it is; by night only such runs as gives them back.
        sandbox.training("flagship", 2, NightShift.PER_NODE);
        Sandbox.await().untilAsserted(this::flagshipWaits);
        shift.night();
        shift.borrow(shift.training(GRACE_SECONDS, Fate.lingers("3s")));
        assertThat(night().getStatus().placement().message())
                .contains("borrows 16 accelerators that %s/chat lends".formatted(sandbox.name()));
        flagshipWaits();
        List<Pod> borrowers = pods().list().getItems();
        assertThat(borrowers)
                .hasSize(REPLICAS)
                .allSatisfy(pod -> assertThat(pod.getSpec().getTerminationGracePeriodSeconds())
                        .isEqualTo(GRACE_SECONDS));

        try (LendBackClock clock = new LendBackClock(cluster.client(), sandbox.name(), NightShift.SERVICE, REPLICAS)) {
            clock.start();
            shift.day();
            Sandbox.await()
                    .untilAsserted(() -> assertThat(pods().list().getItems())
                            .hasSize(REPLICAS)
                            .allSatisfy(pod -> assertThat(pod.getMetadata().getDeletionGracePeriodSeconds())
                                    .isEqualTo(GRACE_SECONDS)));
            // The seats are not used while the borrower saves its state, and by nobody but their owner after that.
            assertThat(shift.share().nodes()).hasSize(1);
            clock.await();
            System.out.printf("replicas ready %.2f s after the load returned, 3 s of it grace%n", clock.seconds());
            assertThat(clock.seconds()).isGreaterThan(3);
        }

        assertThat(shift.share().lentNodes()).isNullOrEmpty();
        assertThat(shift.share().nodes()).hasSize(REPLICAS).doesNotHaveDuplicates();
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(night())
                    .isIn(Phase.Rerouting)
                    .hasCondition("Placed", "False", "WaitingForAccelerators");
            assertThat(night().getStatus().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted);
            EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(0, 0, 0).hasCounted();
        });
        assertThat(night().getStatus().attempts().get(0).reason())
                .contains("InferenceJob %s/chat needs the accelerators".formatted(sandbox.name()));
        flagshipWaits();

        // The next night it goes on.
        shift.night();
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(night()).isIn(Phase.Running);
            assertThat(night().getStatus().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted, null);
        });
        flagshipWaits();
    }

    private void flagshipWaits() {
        TrainingAssert.that(sandbox.training("flagship")).waitsFor("WaitingForAccelerators");
    }

    private FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
        return cluster.client()
                .pods()
                .inNamespace(sandbox.name())
                .withLabel("heterodyne.dev/job-name", NightShift.TRAINING);
    }

    private TrainingJob night() {
        return sandbox.training(NightShift.TRAINING);
    }
}
