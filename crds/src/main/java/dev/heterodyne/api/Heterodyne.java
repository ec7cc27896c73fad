package dev.heterodyne.api;

/** Names that every resource of the API shares. */
public final class Heterodyne {
    /** API group. */
    public static final String GROUP = "heterodyne.dev";
    /** API version. */
    public static final String VERSION = "v1alpha1";

    private Heterodyne() {}
}
