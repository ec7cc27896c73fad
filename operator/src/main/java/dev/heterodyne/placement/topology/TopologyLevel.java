package dev.heterodyne.placement.topology;

/**
 * One level of a pool's topology.
 *
 * @param name for example block or node
 * @param oversubscription how many times less network bandwidth there is between domains of this level than inside one
 */
public record TopologyLevel(String name, double oversubscription) {}
