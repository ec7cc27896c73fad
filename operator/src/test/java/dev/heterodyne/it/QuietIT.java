package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Phase;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator that has nothing to say writes nothing. */
@ExtendWith(LiveClusterExtension.class)
class QuietIT {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private AuditLog log;
    private String account;

    @Test
    void nothingNewMeansNoWrites(LiveCluster cluster, Sandbox sandbox) {
        assumeTrue(cluster.auditLog().isPresent(), "needs the API server's audit log: HETERODYNE_AUDIT_LOG");
        log = cluster.auditLog().get();
        RunningOperator operator = cluster.operator();
        account = cluster.account().orElseThrow().user();
        Node node = sandbox.pool("chips", 4, 8).get(0);
        sandbox.training("train", 2, 8);
        sandbox.inference("serve", 2, 4);
        sandbox.training("too-large", 9, 8);
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("train")).isIn(Phase.Running);
            TrainingAssert.that(sandbox.training("too-large")).waitsFor("NotEnoughAccelerators");
            InferenceJob serve = sandbox.inference("serve");
            assertThat(serve.getStatus().phase()).isEqualTo(Phase.Running);
        });
        awaitQuiet();

        long beforeRestart = log.position();
        operator.close();
        operator.start();
        staysQuietSince(beforeRestart, "a restart");

        long beforeTouch = log.position();
        sandbox.annotate(node, "it.heterodyne.dev/touched=yes");
        staysQuietSince(beforeTouch, "an annotation of a node");

        long beforeCordon = log.position();
        sandbox.cordon(node);
        Sandbox.await()
                .untilAsserted(() -> assertThat(log.writesSince(beforeCordon, account))
                        .as("writes after a node was cordoned, which is news")
                        .isNotEmpty());
    }

    private void awaitQuiet() {
        AtomicLong last = new AtomicLong(log.position());
        Sandbox.await().during(QUIET).until(() -> {
            boolean quiet = log.writesSince(last.get(), account).isEmpty();
            if (!quiet) {
                last.set(log.position());
            }
            return quiet;
        });
    }

    private void staysQuietSince(long position, String what) {
        Sandbox.await().during(QUIET).untilAsserted(() -> {
            List<String> writes = log.writesSince(position, account);
            assertThat(writes).as("writes after " + what).isEmpty();
        });
    }
}
