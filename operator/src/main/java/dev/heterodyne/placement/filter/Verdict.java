package dev.heterodyne.placement.filter;

/** Why a filter rejects a pool: the reason and, for people, its figures. */
public record Verdict(Reason reason, String message) {}
