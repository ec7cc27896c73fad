package dev.heterodyne.placement.topology;

/**
 * What a gang wants of a pool.
 *
 * @param replicas pods, each on one node
 * @param required level that must hold the gang in one domain, -1 for none
 * @param start level at which the search for one domain starts, the node's for the lowest
 */
public record GangAsk(int replicas, int acceleratorsPerReplica, int required, int start) {}
