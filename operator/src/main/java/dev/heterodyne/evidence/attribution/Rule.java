package dev.heterodyne.evidence.attribution;

import java.util.Optional;

/** One way in which an attempt can come to its end. */
interface Rule {
    /** What it finds; empty where it does not know. */
    Optional<Finding> find(AttemptEnd end);
}
