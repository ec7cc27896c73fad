package dev.heterodyne.placement.model;

import dev.heterodyne.placement.filter.Reason;

/** Why a pool as a whole can take nothing. */
public record PoolProblem(Reason reason, String message) {}
