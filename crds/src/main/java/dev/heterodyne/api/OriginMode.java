package dev.heterodyne.api;

/** How binding an origin mandate is. */
public enum OriginMode {
    /** No mandate. */
    None,
    /** A bonus on the score. */
    Prefer,
    /** Other origins are infeasible. */
    Require
}
