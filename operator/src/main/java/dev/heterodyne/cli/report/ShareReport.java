package dev.heterodyne.cli.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heterodyne.placement.cycle.Share;
import java.util.List;

/**
 * What a job has in one pool.
 *
 * @param chip name of the class
 * @param domain innermost topology domain that holds all of it, empty where only the pool does
 * @param nodes one per replica, in rank order
 */
public record ShareReport(
        String pool,
        @JsonProperty("class") String chip,
        String stack,
        int replicas,
        int accelerators,
        String domain,
        List<String> nodes) {
    public ShareReport {
        nodes = List.copyOf(nodes);
    }

    static ShareReport of(Share share) {
        return new ShareReport(
                share.pool(),
                share.chip(),
                share.stack(),
                share.replicas(),
                share.accelerators(),
                share.domain(),
                share.nodes());
    }
}
