package dev.heterodyne.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code heterodyne plan}, as a process of its own, and what it answers. */
record PlanCommandLine(JsonNode answer) {
    static PlanCommandLine of(Path manifests) {
        String json = Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.heterodyne.cli.Main",
                        "plan",
                        "-f",
                        manifests,
                        "-o",
                        "json")
                .run();
        try {
            return new PlanCommandLine(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Per job its shares, each as {@code pool [nodes]}. */
    Map<String, List<String>> shares() {
        Map<String, List<String>> shares = new TreeMap<>();
        for (JsonNode placement : answer.path("placements")) {
            List<String> of = new ArrayList<>();
            for (JsonNode share : placement.path("shares")) {
                List<String> nodes = new ArrayList<>();
                share.path("nodes").forEach(node -> nodes.add(node.asText()));
                of.add(share.path("pool").asText() + " " + nodes);
            }
            shares.put(
                    placement.path("kind").asText() + " "
                            + placement.path("name").asText(),
                    of);
        }
        return shares;
    }

    /** Per pool what is held and what is free. */
    Map<String, String> pools() {
        Map<String, String> pools = new TreeMap<>();
        for (JsonNode pool : answer.path("pools")) {
            pools.put(
                    pool.path("name").asText(),
                    "%d allocated, %d free"
                            .formatted(
                                    pool.path("allocated").asInt(),
                                    pool.path("free").asInt()));
        }
        return pools;
    }
}
