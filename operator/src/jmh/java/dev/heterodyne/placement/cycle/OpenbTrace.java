package dev.heterodyne.placement.cycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alibaba's openb trace: nodes with GPUs, and the GPUs that its pods ask for, rounded up to whole ones. No pod of the default
 * trace names a GPU model.
 *
 * @param requests of the pods that ask for GPUs at all
 */
record OpenbTrace(List<Node> nodes, List<Integer> requests) {
    record Node(String name, int gpus, String model) {}

    static OpenbTrace read(Path folder) throws IOException {
        List<Node> nodes = rows(folder.resolve("openb_node_list_gpu_node.csv")).stream()
                .map(row -> new Node(row[0], Integer.parseInt(row[3]), row[4]))
                .toList();
        List<Integer> requests = rows(folder.resolve("openb_pod_list_default.csv")).stream()
                .map(row -> Integer.parseInt(row[3]))
                .filter(n -> n > 0)
                .toList();
        return new OpenbTrace(nodes, requests);
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    int[] capacity() {
        return nodes.stream().mapToInt(Node::gpus).toArray();
    }

    int total() {
        return Arrays.stream(capacity()).sum();
    }

    /** How many pods ask for so many GPUs. */
    Map<Integer, Long> podsBySize() {
        return requests.stream().collect(Collectors.groupingBy(n -> n, TreeMap::new, Collectors.counting()));
    }

    /** The pods in random order, then pods drawn from them, until {@code load} times the cluster has been asked for. */
    List<Integer> arrivals(double load, Random random) {
        List<Integer> pods = new ArrayList<>(requests);
        Collections.shuffle(pods, random);
        List<Integer> arrivals = new ArrayList<>();
        for (int asked = 0; asked < load * total(); asked += arrivals.get(arrivals.size() - 1)) {
            int next = arrivals.size();
            arrivals.add(next < pods.size() ? pods.get(next) : pods.get(random.nextInt(pods.size())));
        }
        return arrivals;
    }
}
