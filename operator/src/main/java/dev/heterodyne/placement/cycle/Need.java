package dev.heterodyne.placement.cycle;

/**
 * What an inference job needs of all pools together.
 *
 * @param load to carry; above 0
 * @param min least replicas
 * @param max most replicas
 * @param maxPools most pools
 */
record Need(double load, int min, int max, int maxPools) {
    /** The same for another load. */
    Need carrying(double other) {
        return new Need(other, min, max, maxPools);
    }
}
