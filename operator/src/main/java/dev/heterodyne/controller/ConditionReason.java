package dev.heterodyne.controller;

/**
 * Reasons in conditions and events that carrying a decision out adds to those of the decision itself, which are the names of
 * {@link dev.heterodyne.placement.filter.Reason}.
 */
enum ConditionReason {
    /** The job has its accelerators. */
    Placed(Weight.NOTABLE),
    /** The spec cannot be used as it stands. */
    InvalidSpec(Weight.ALARMING),
    /** The PriorityClass that the job names does not exist. */
    PriorityClassNotFound(Weight.ALARMING),
    /** The job is held by spec.suspend. */
    Suspended(Weight.NOTABLE),
    /** The pods are made and not yet all ready. */
    WaitingForPods(Weight.QUIET),
    /** All pods are ready. */
    AllPodsReady(Weight.NOTABLE),
    /** A node that the job runs on is not Ready. */
    NodesNotReady(Weight.ALARMING),
    /** The API server does not take the pods as the runtime's template has them. */
    TemplateRejected(Weight.ALARMING),
    /** A quota or a policy of the cluster keeps pods, or what makes them, from being made for now. */
    FailedCreate(Weight.ALARMING),
    /** Replicas of several pods need LeaderWorkerSet, which the cluster lost. */
    LeaderWorkerSetMissing(Weight.ALARMING),
    /** Something else has the name of a child. */
    NameTaken(Weight.ALARMING),
    /** The pool of the placement, or its class, is gone. */
    PoolGone(Weight.ALARMING),
    /** Ran to completion. */
    Completed(Weight.NOTABLE),
    /** An attempt failed, and nothing says why. */
    AttemptFailed(Weight.ALARMING),
    /** The software stack let an attempt down. */
    StackFailure(Weight.ALARMING),
    /** A node or a device let an attempt down. */
    HardwareFailure(Weight.ALARMING),
    /** The job's own program or settings are at fault. */
    UserError(Weight.ALARMING),
    /** Something more important took the place of an attempt. */
    Preempted(Weight.NOTABLE),
    /** No attempt is left. */
    OutOfAttempts(Weight.ALARMING),
    /** Enough replicas are ready. */
    EnoughReplicas(Weight.NOTABLE),
    /** Too few replicas are ready. */
    TooFewReplicas(Weight.QUIET),
    /** The load is read as the spec says. */
    LoadRead(Weight.NOTABLE),
    /** The load could not be read yet. */
    LoadUnknown(Weight.ALARMING),
    /** The newest reading of the load is too old to go by. */
    StaleLoad(Weight.ALARMING),
    /** Replicas are made and not yet all ready. */
    ReplicasStarting(Weight.QUIET),
    /** Replicas go from one node to another. */
    MovingReplicas(Weight.NOTABLE),
    /** Replicas take over another pod template, pool by pool. */
    RollingOut(Weight.NOTABLE),
    /** All replicas are where and as they should be. */
    Settled(Weight.QUIET),
    /** The replicas that there are do not carry the load. */
    LoadNotCarried(Weight.ALARMING),
    /** Replicas are started again and again, to no avail, or were in a pool that is avoided for a while. */
    CrashLooping(Weight.ALARMING),
    /** Another pod template waits: no replica can be spared, and there are no accelerators for one more. */
    NoRoomToSurge(Weight.ALARMING),
    /** Nothing keeps the replicas from what they should serve. */
    AsDecided(Weight.QUIET),
    /** The pool can take jobs. */
    PoolReady(Weight.QUIET),
    /** The pool selects no node. */
    NoNodes(Weight.QUIET),
    /** No node of the pool is Ready and open to its pods. */
    NoReadyNodes(Weight.ALARMING),
    /** The class exists and is complete. */
    ClassFound(Weight.QUIET),
    /** All nodes selected are the pool's own. */
    NoNodeContested(Weight.QUIET),
    /** An older pool holds nodes that this one selects. */
    NodesContested(Weight.ALARMING);

    private enum Weight {
        QUIET,
        NOTABLE,
        ALARMING
    }

    private final Weight weight;

    ConditionReason(Weight weight) {
        this.weight = weight;
    }

    /** Whether people are told by an event when a condition takes this reason. */
    boolean isNotable() {
        return weight != Weight.QUIET;
    }

    /** Whether somebody should do something. */
    boolean isAlarming() {
        return weight == Weight.ALARMING;
    }
}
