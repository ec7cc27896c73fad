package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import java.util.List;

/** A job that already holds accelerators; it is demand for the prices and is not moved. */
public record Placed(Request request, List<Share> shares) {
    public Placed {
        shares = List.copyOf(shares);
    }
}
