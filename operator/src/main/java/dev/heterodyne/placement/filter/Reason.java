package dev.heterodyne.placement.filter;

/** Why a pool or a whole cluster does not take a job. The name is the reason in conditions and in JSON. */
public enum Reason {
    /** The pool names a class that does not exist. */
    ClassNotFound,
    /** The class lacks a figure that the decision needs. */
    ClassIncomplete,
    /** A figure of the class, the pool, the policy or the job cannot be reckoned with: negative, absurd or no number. */
    InvalidFigure,
    /** The policy that the job names does not exist. */
    PolicyNotFound,
    /** The job names its pools, and this is none of them. */
    PoolNotSelected,
    /** The job has no runtime for the pool's stack. */
    NoRuntimeForStack,
    /** A required origin rules the pool out. */
    OriginNotAllowed,
    /** The model does not fit the accelerators' memory. */
    ModelDoesNotFit,
    /** No batch holds the latency asked for. */
    SLOUnreachable,
    /** The pool has failed the job as often as the job allows. */
    AttemptsUsedUp,
    /** The job's checkpoints cannot be read on the pool's stack. */
    CheckpointNotPortable,
    /** Failures shut the pool to all but canary runs. */
    PoolQuarantined,
    /** The pool's stack has lost trust before, and has yet to complete its canary runs. */
    CanaryRunsPending,
    /** Maturity is below the policy's floor. */
    MaturityBelowFloor,
    /** The pool never has that many healthy accelerators. */
    NotEnoughAccelerators,
    /** No node, or no domain of the required level, is large enough. */
    NoDomainLargeEnough,
    /** The pool has failed the job, which does not come back before the cooldown is over. */
    CoolingDown,
    /** Canary runs hold as much of the pool as they may while it is below the floor. */
    CanaryLimitReached,
    /** It would fit if others let go. */
    WaitingForAccelerators,
    /** As many replicas as the job may have do not carry its load. */
    ReplicasLimited,
    /** Mandate and floor together leave no pool. */
    MandateConflictsWithFloor,
    /** No pool is feasible, for several reasons. */
    NoFeasiblePool,
    /** The cluster has no pool. */
    NoPools,
    /** The job waits before it is tried again. */
    BackingOff,
    /** The job is held by spec.suspend. */
    Suspended;

    /** Whether the job as it is written, or its past, rules the pool out, so that waiting cannot help. */
    public boolean isOfTheJob() {
        return this == PoolNotSelected
                || this == NoRuntimeForStack
                || this == ModelDoesNotFit
                || this == SLOUnreachable
                || this == AttemptsUsedUp;
    }

    /** Whether the pool takes the job as soon as others let go or time has passed. */
    public boolean isPassing() {
        return this == WaitingForAccelerators || this == CoolingDown || this == CanaryLimitReached;
    }

    /** Whether the pool is too small, however empty. */
    public boolean isCapacity() {
        return this == NotEnoughAccelerators || this == NoDomainLargeEnough;
    }

    /** Whether the pool's stack has yet to earn the job. */
    public boolean isOfMaturity() {
        return this == MaturityBelowFloor || this == PoolQuarantined || this == CanaryRunsPending;
    }
}
