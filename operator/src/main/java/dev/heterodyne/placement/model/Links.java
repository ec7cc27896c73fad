package dev.heterodyne.placement.model;

/**
 * Links between accelerators.
 *
 * @param scaleUpBytesPerSecond one way per accelerator inside the scale-up domain; 0 where there is none
 * @param scaleUpDomain accelerators that share the scale-up links, at least 1
 * @param scaleOutBytesPerSecond network per accelerator, one way
 */
public record Links(double scaleUpBytesPerSecond, int scaleUpDomain, double scaleOutBytesPerSecond) {
    /** A chip whose links nobody stated: no scale-up, 100 Gbit/s of network. */
    public static final Links UNKNOWN = new Links(0, 1, 100e9 / 8);
}
