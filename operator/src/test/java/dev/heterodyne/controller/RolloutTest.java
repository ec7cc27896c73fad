package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.PoolTolerations;
import dev.heterodyne.workload.TemplateRevision;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final PoolTolerations NONE = pool -> Optional.of(List.of());
    private static final String READY = "replicas: 1, readyReplicas: 1, ";

    @Test
    void aShareWithANodeForOneMoreReplicaGoesFirst() {
        InferenceJob job = job(READY + "revision: old", READY + "revision: old, surgeNodes: [n9]");
        assertThat(Rollout.of(job, NONE).turn(job, false)).contains("b");
    }

    @Test
    void oneShareAtATime() {
        InferenceJob job = job(READY, READY + "revision: old, surgeNodes: [n9]");
        Rollout rollout = Rollout.of(job, NONE);
        assertThat(rollout.of("a")).isEqualTo(Rollout.Stage.ROLLING);
        assertThat(rollout.of("b")).isEqualTo(Rollout.Stage.WAITING);
        assertThat(rollout.turn(job, true)).isEmpty();
    }

    @Test
    void withoutRoomItWaitsUnlessAReplicaCanBeSpared() {
        InferenceJob all = job(READY + "revision: old", READY + "revision: CURRENT");
        assertThat(Rollout.of(all, NONE).turn(all, false)).isEmpty();
        // Two are ready, and two are needed.
        assertThat(Rollout.of(all, NONE).turn(all, true)).isEmpty();
        InferenceJob more = job("replicas: 2, readyReplicas: 2, revision: old", READY + "revision: CURRENT");
        assertThat(Rollout.of(more, NONE).turn(more, false)).isEmpty();
        assertThat(Rollout.of(more, NONE).turn(more, true)).contains("a");
    }

    @Test
    void whatDoesNotServeNeedNotWait() {
        InferenceJob job = job("replicas: 1, readyReplicas: 0, revision: old", READY + "revision: CURRENT");
        assertThat(Rollout.of(job, NONE).turn(job, false)).contains("a");
    }

    @Test
    void nothingToDoWhereAllIsCurrent() {
        InferenceJob job = job(READY + "revision: CURRENT", READY + "revision: CURRENT");
        assertThat(Rollout.of(job, NONE).isUnderWay()).isFalse();
        assertThat(Rollout.of(job, NONE).waiting()).isEmpty();
        assertThat(Rollout.of(job, NONE).turn(job, true)).isEmpty();
    }

    @Test
    void anotherTolerationOfThePoolIsAnotherTemplateToRollOut() {
        // Given: a share whose tolerations are known, and one of an earlier operator
        InferenceJob job = job(READY + "revision: IN_POOL", READY + "revision: CURRENT");
        assertThat(Rollout.of(job, NONE).waiting()).isEmpty();
        // When
        Rollout rollout = Rollout.of(job, pool -> Optional.of(List.of(new Toleration())));
        // Then
        assertThat(rollout.waiting()).containsExactly("a");
        // Where the pool is gone nothing is to be rolled out.
        assertThat(Rollout.of(job, pool -> Optional.empty()).waiting()).isEmpty();
    }

    @Test
    void aTolerationThatComesWhileARolloutEndsIsNotTakenForRolledOut() {
        // Given: a's children have no toleration, and the pool asks for one since
        InferenceJob job = job(READY, READY + "revision: CURRENT");
        PoolTolerations now = pool -> Optional.of(List.of(new Toleration()));
        ServingSight sight = new ServingSight(
                Map.of("a", new ServingSight.OfShare(1, true, List.of("n1"), 0, List.of(), Optional.empty())),
                List.of(),
                Set.of());
        // When
        ShareStatus a = ShareStatuses.seen(job, ShareStatuses.of(job).get(0), Rollout.Stage.ROLLING, sight);
        // Then
        assertThat(TemplateRevision.isOutdated(job.getSpec(), a, NONE)).isFalse();
        assertThat(TemplateRevision.isOutdated(job.getSpec(), a, now)).isTrue();
    }

    private static InferenceJob job(String a, String b) {
        String yaml = """
                ---
                metadata: {name: chat, namespace: team}
                spec:
                  replicas: {min: 2}
                  acceleratorsPerReplica: 8
                  runtimes: [{stack: cuda, template: {spec: {containers: [{name: c, image: "i:2"}]}}}]
                status:
                  placement:
                    shares: [{pool: a, stack: cuda, %s}, {pool: b, stack: cuda, %s}]
                """.formatted(a, b);
        KubernetesSerialization serialization = new KubernetesSerialization();
        TemplateRevision current = TemplateRevision.of(
                        serialization.unmarshal(yaml, InferenceJob.class).getSpec(), "cuda")
                .orElseThrow();
        return serialization.unmarshal(
                yaml.replace("CURRENT", "'" + current.template() + "'")
                        .replace("IN_POOL", "'" + current.in("a", NONE) + "'"),
                InferenceJob.class);
    }
}
