package dev.heterodyne.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heterodyne.placement.cycle.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job has in one pool.
 *
 * @param chip name of the class
 * @param domain innermost topology domain that holds all of it, empty where only the pool does
 * @param nodes one per pod, in rank order, replica by replica
 * @param podsPerReplica pods, and so nodes, of one replica; not told where it is one
 * @param lentNodes nodes of further replicas that an inference job lends to preemptible training; not told where there are none
 */
public record ShareReport(
        String pool,
        @JsonProperty("class") String chip,
        String stack,
        int replicas,
        int accelerators,
        String domain,
        List<String> nodes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer podsPerReplica,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> lentNodes) {
    public ShareReport {
        nodes = List.copyOf(nodes);
        lentNodes = List.copyOf(lentNodes);
    }

    static ShareReport of(Share share) {
        return new ShareReport(
                share.pool(),
                share.chip(),
                share.stack(),
                share.replicas(),
                share.accelerators(),
                share.domain(),
                share.nodes(),
                share.podsPerReplica() > 1 ? share.podsPerReplica() : null,
                share.lentNodes());
    }
}
