package dev.heterodyne.controller;

import static dev.heterodyne.controller.GroupPlan.Replica.ASTRAY;
import static dev.heterodyne.controller.GroupPlan.Replica.NO_SEAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupPlanTest {
    @Test
    void whatIsMissingIsMade() {
        assertThat(plan(3, serving("a", 0))).isEqualTo(new GroupPlan(Set.of(), 2, Set.of()));
    }

    @Test
    void theReplicaThatLostItsSeatGoesAndNoOther() {
        // Given: the share of three gave up the seat of the first
        assertThat(plan(2, serving("a", ASTRAY), serving("b", 0), serving("c", 1)))
                .isEqualTo(new GroupPlan(Set.of("a"), 0, Set.of()));
    }

    @Test
    void aReplicaWithoutASeatServesOnUntilAllSeatsDo() {
        assertThat(plan(2, serving("a", ASTRAY), serving("b", 0)))
                .as("its successor is made")
                .isEqualTo(new GroupPlan(Set.of(), 1, Set.of()));
        assertThat(plan(2, serving("a", ASTRAY), serving("b", 0), idle("c", 1)).removed())
                .as("its successor starts")
                .isEmpty();
        assertThat(plan(2, serving("a", ASTRAY), serving("b", 0), serving("c", 1))
                        .removed())
                .as("its successor serves")
                .containsExactly("a");
    }

    @Test
    void aReplicaWithoutASeatThatServesNobodyGoesAtOnce() {
        assertThat(plan(2, idle("a", ASTRAY), serving("b", 0))).isEqualTo(new GroupPlan(Set.of("a"), 1, Set.of()));
    }

    @Test
    void ofTooManyTheOneThatWaitsForASeatGoes() {
        assertThat(plan(2, serving("a", 0), idle("b", NO_SEAT), serving("c", 1)).removed())
                .containsExactly("b");
    }

    @Test
    void aRolloutWithASeatToSpareNeverServesWithLess() {
        GroupPlan first = surging(2, old("a", 0), old("b", 1));
        assertThat(first).as("one more is made").isEqualTo(new GroupPlan(Set.of(), 1, Set.of()));
        assertThat(surging(2, old("a", 0), old("b", 1), idle("c", 2)).renewed())
                .as("the new one starts")
                .doesNotContain("a", "b");
        assertThat(surging(2, old("a", 0), old("b", 1), serving("c", 2)).renewed())
                .as("the new one serves")
                .containsExactly("a");
        assertThat(surging(2, idle("a", 0), old("b", 1), serving("c", 2)))
                .as("the first restarts")
                .isEqualTo(new GroupPlan(Set.of(), 0, Set.of("a")));
        assertThat(surging(2, serving("a", 0), old("b", 1), serving("c", 2)))
                .as("enough are new")
                .isEqualTo(new GroupPlan(Set.of("b"), 0, Set.of()));
        assertThat(surging(2, serving("a", 0), serving("c", 2)))
                .as("it is over")
                .isEqualTo(new GroupPlan(Set.of(), 0, Set.of()));
    }

    @Test
    void withoutASeatToSpareOneReplicaAtATimeRestarts() {
        assertThat(plan(2, old("a", 0), old("b", 1)).renewed()).containsExactly("a");
        assertThat(plan(2, idle("a", 0), old("b", 1)).renewed()).doesNotContain("b");
        assertThat(plan(2, serving("a", 0), old("b", 1)).renewed()).containsExactly("b");
    }

    @Test
    void whatDoesNotServeMissesNothingByTakingOverTheTemplate() {
        assertThat(plan(2, new GroupPlan.Replica("a", 0, false, false), old("b", 1))
                        .renewed())
                .containsExactly("a");
    }

    @Test
    void nothingIsRenewedBeforeItsTurn() {
        assertThat(GroupPlan.of(List.of(old("a", 0), old("b", 1)), 2, false, false))
                .isEqualTo(new GroupPlan(Set.of(), 0, Set.of()));
    }

    @Test
    void aRolloutIsOverWhenAllServeByTheTemplateAndNoOtherIsLeft() {
        assertThat(uniform(2, serving("a", 0), serving("b", 1))).isTrue();
        assertThat(uniform(2, serving("a", 0), old("b", 1))).isFalse();
        assertThat(uniform(2, serving("a", 0), idle("b", 1))).isFalse();
        assertThat(uniform(2, serving("a", 0), serving("b", ASTRAY))).isFalse();
        assertThat(uniform(1, serving("a", 0), serving("b", 1))).isFalse();
    }

    private static GroupPlan plan(int wanted, GroupPlan.Replica... replicas) {
        return GroupPlan.of(List.of(replicas), wanted, false, true);
    }

    private static GroupPlan surging(int wanted, GroupPlan.Replica... replicas) {
        return GroupPlan.of(List.of(replicas), wanted, true, true);
    }

    private static boolean uniform(int wanted, GroupPlan.Replica... replicas) {
        return GroupPlan.isUniform(List.of(replicas), wanted);
    }

    private static GroupPlan.Replica serving(String set, int seat) {
        return new GroupPlan.Replica(set, seat, true, true);
    }

    private static GroupPlan.Replica idle(String set, int seat) {
        return new GroupPlan.Replica(set, seat, false, true);
    }

    private static GroupPlan.Replica old(String set, int seat) {
        return new GroupPlan.Replica(set, seat, true, false);
    }
}
