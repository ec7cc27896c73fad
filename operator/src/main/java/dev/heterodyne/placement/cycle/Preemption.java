package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.JobId;

/**
 * A preemptible training job that has to give back what it borrowed. The next cycle asks for it again until it is done.
 *
 * @param by the inference job that needs the accelerators
 * @param pool where it needs them
 * @param message why, in one sentence
 */
public record Preemption(JobId victim, JobId by, String pool, String message) {}
