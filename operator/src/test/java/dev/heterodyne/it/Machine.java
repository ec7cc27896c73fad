package dev.heterodyne.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark ran on. */
final class Machine {
    private Machine() {}

    /** One line: the load, then the machine and the versions. */
    static String describe(LiveCluster cluster, String load) throws IOException {
        String cpu = fact(Path.of("/proc/cpuinfo"), "model name");
        String memory = fact(Path.of("/proc/meminfo"), "MemTotal");
        String loadBefore =
                Files.isReadable(Path.of("/proc/loadavg")) ? Files.readString(Path.of("/proc/loadavg")) : "unknown";
        return "%s; %s; %d cores of %s, memory %s, load before %s; Java %s; Kubernetes %s"
                .formatted(
                        load,
                        cluster.auditLog().isPresent() ? "API server with audit log" : "no audit log",
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        memory,
                        loadBefore.split(" ")[0],
                        System.getProperty("java.version"),
                        cluster.client().getKubernetesVersion().getGitVersion());
    }

    private static String fact(Path file, String key) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
