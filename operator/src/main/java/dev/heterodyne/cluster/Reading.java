package dev.heterodyne.cluster;

import java.util.List;
import java.util.Optional;

/**
 * An object as the core sees it, with what was wrong with it.
 *
 * @param value empty where a fault in the spec leaves nothing to work with; faults in status leave a value
 * @param faults everything that was wrong, in the order of the fields
 */
public record Reading<T>(Optional<T> value, List<Fault> faults) {
    public Reading {
        faults = List.copyOf(faults);
    }
}
