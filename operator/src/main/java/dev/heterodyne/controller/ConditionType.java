package dev.heterodyne.controller;

/** Types of conditions; each is good news where it is True, {@link #Degraded} excepted. */
enum ConditionType {
    /** The job has its accelerators. */
    Placed,
    /** All pods of the gang are ready. */
    PodsReady,
    /** The training job has ended, well or not. */
    Finished,
    /** At least the least number of replicas is ready to serve. */
    Available,
    /** Something keeps replicas from serving. */
    Degraded,
    /** The load that the job follows is known. */
    LoadObserved,
    /** The pool can take jobs. */
    Ready,
    /** The pool's class exists and is complete. */
    ClassResolved,
    /** No other pool holds a node that this one selects. */
    NodesDisjoint
}
