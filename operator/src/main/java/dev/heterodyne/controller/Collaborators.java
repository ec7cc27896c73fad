package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** What the reconcilers of jobs work with. */
record Collaborators(
        KubernetesClient client,
        ClusterState state,
        ClusterView view,
        Decisions decisions,
        EvidenceInbox inbox,
        Attributions attributions,
        Triggers triggers,
        Children children,
        LeaderWorkerSets leaderWorkerSets,
        TopologyUngater ungater,
        SeatKeeper seats,
        RankTables rankTables,
        FreshRead freshRead,
        LoadBoard loads,
        StatusFactory statusFactory,
        EventRecorder events,
        PlacementMetrics metrics,
        Clock clock) {}
