package dev.heterodyne.controller;

import dev.heterodyne.placement.cycle.Decision;
import java.time.Instant;

/**
 * Status of a job on its way to a placement.
 *
 * @param <P> kind of job
 * @param <S> its status
 */
interface AdmissionStatuses<P, S> {
    /** The job got its accelerators: from here on the placement is a fact. */
    S placed(P job, Decision decision);

    /** Since when the job has been waiting for this placement. */
    Instant waitingSince(P job);

    /** The job waits, and here is why. */
    S waiting(P job, Decision decision);

    /** Whether status already says that the job waits for this. */
    boolean saysSo(P job, Decision decision);

    /** The job cannot be decided on until somebody corrects something. */
    S blocked(P job, ConditionReason reason, String message);
}
