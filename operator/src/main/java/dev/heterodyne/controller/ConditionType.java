package dev.heterodyne.controller;

/** Types of conditions; each is good news where it is True, save {@link #Degraded}, whose name says that it is not. */
enum ConditionType {
    /** The job has its accelerators. */
    Placed,
    /** All pods of the gang are ready. */
    PodsReady,
    /** The training job has ended, well or not. */
    Finished,
    /** At least the least number of replicas is ready to serve. */
    Available,
    /** The load that the job follows is known. */
    LoadObserved,
    /** The replicas are on their way to what was decided; False once they are there. */
    Progressing,
    /** Something keeps the replicas from what they should serve. Bad news where it is True. */
    Degraded,
    /** The pool can take jobs. */
    Ready,
    /** The pool's class exists and is complete. */
    ClassResolved,
    /** No other pool holds a node that this one selects. */
    NodesDisjoint
}
