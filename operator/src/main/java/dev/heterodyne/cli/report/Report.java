package dev.heterodyne.cli.report;

import java.util.List;

/**
 * What {@code plan} and {@code explain} print. The components of these records, in their order, are the JSON.
 *
 * @param placements in the order of decision, those already placed first
 * @param pools by name
 */
public record Report(List<PlacementReport> placements, List<PoolReport> pools) {
    public Report {
        placements = List.copyOf(placements);
        pools = List.copyOf(pools);
    }
}
