package dev.heterodyne.placement.cycle;

/**
 * What a pool offers an inference job.
 *
 * @param rate what one replica carries, in the unit of {@link Need#load}
 * @param price of one replica, above 0
 * @param least replicas that are to stay
 * @param most replicas that the pool can hold, at least {@code least}
 */
record Offer(double rate, double price, int least, int most) {
    Offer {
        if (!(rate > 0 && price > 0 && least >= 0 && most >= least)) {
            throw new IllegalArgumentException("rate %s price %s least %d most %d".formatted(rate, price, least, most));
        }
    }

    /** Price of what one replica carries. */
    double priceOfRate() {
        return price / rate;
    }

    /** The same with other bounds. */
    Offer within(int fewest, int largest) {
        return new Offer(rate, price, fewest, largest);
    }
}
