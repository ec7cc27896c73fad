package dev.heterodyne.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rank table {@code hccl.json} of a gang in layout 1.0 (HCCL user guide, rank table configuration for Atlas A2): every
 * server with its devices, and the rank of each. Ranks go up by one through the pods in rank order, and in a pod through
 * its devices as the device plugin lists them.
 *
 * @param json the file, once every pod has a usable note of its devices
 * @param problems notes that cannot be used, each with its pod and a remedy; the gang waits until they are mended
 */
public record RankTableFile(Optional<String> json, List<String> problems) {
    private static final String RANK = "batch.kubernetes.io/job-completion-index";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public RankTableFile {
        problems = List.copyOf(problems);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Table(String version, String status, String serverCount, List<Server> serverList) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Server(String serverId, List<Rank> device) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Rank(String deviceId, String deviceIp, String rankId) {}

    /** Of the pods of one attempt on {@code share}, in any order. Pods that are being deleted do not count. */
    public static RankTableFile of(Collection<Pod> pods, Share share) {
        List<String> problems = new ArrayList<>();
        Map<Integer, DeviceNote> notes = new TreeMap<>();
        for (Pod pod : pods) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                Optional<Integer> rank = rank(pod).filter(r -> r < share.replicas());
                note(pod, share, problems).ifPresent(n -> rank.ifPresent(r -> notes.put(r, n)));
            }
        }
        boolean whole = problems.isEmpty() && notes.size() == share.replicas();
        return new RankTableFile(whole ? Optional.of(json(notes)) : Optional.empty(), problems);
    }

    /** Whether a pod waits for its rank table: its devices are noted, its containers are yet to start. */
    public static boolean isAwaitedBy(Pod pod) {
        return pod.getStatus() != null
                && "Pending".equals(pod.getStatus().getPhase())
                && DeviceNote.text(pod).isPresent();
    }

    private static Optional<DeviceNote> note(Pod pod, Share share, List<String> problems) {
        String where = "Pod " + pod.getMetadata().getNamespace() + "/"
                + pod.getMetadata().getName() + ": annotation " + DeviceNote.ANNOTATION + " ";
        return DeviceNote.text(pod)
                .flatMap(text -> DeviceNote.read(
                        text, share.acceleratorsPerReplica(), problem -> problems.add(where + problem)));
    }

    private static Optional<Integer> rank(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(a -> a.get(RANK))
                .map(Integer::valueOf);
    }

    private static String json(Map<Integer, DeviceNote> notes) {
        Map<String, List<Rank>> servers = new LinkedHashMap<>();
        notes.forEach((pod, note) -> {
            List<Rank> ranks = servers.computeIfAbsent(note.serverId(), id -> new ArrayList<>());
            for (int i = 0; i < note.devices().size(); i++) {
                DeviceNote.Device device = note.devices().get(i);
                String rank = String.valueOf(pod * note.devices().size() + i);
                ranks.add(new Rank(device.deviceId(), device.deviceIp(), rank));
            }
        });
        List<Server> list = servers.entrySet().stream()
                .map(s -> new Server(s.getKey(), s.getValue()))
                .toList();
        try {
            return MAPPER.writeValueAsString(new Table("1.0", "completed", String.valueOf(list.size()), list));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and lists always become JSON", e);
        }
    }
}
