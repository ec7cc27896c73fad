package dev.heterodyne.placement.topology;

/**
 * How far a placement reaches.
 *
 * @param nodes distinct nodes
 * @param level level of the innermost domain that holds all of them, -1 for the whole pool
 * @param domainIndex index of that domain in its level, -1 for the whole pool
 */
public record Extent(int nodes, int level, int domainIndex) {}
