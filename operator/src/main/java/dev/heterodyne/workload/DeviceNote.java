package dev.heterodyne.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What MindCluster's device plugin notes on a pod about the devices it gave it, within seconds of the pod's admission and
 * before its containers start (read: v26.1.0).
 *
 * @param serverId what tells servers apart, the same for pods that share one
 */
record DeviceNote(String serverId, List<Device> devices) {
    static final String ANNOTATION = "ascend.kubectl.kubernetes.io/ascend-910-configuration";
    private static final String REMEDY =
            "; remove it and huawei.com/AscendReal from the pod, and the device plugin writes both anew";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]+");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** @param deviceIp address of the device's own network port */
    @JsonNaming(SnakeCaseStrategy.class)
    record Device(String deviceId, String deviceIp) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record RawDevice(
            @Nullable String deviceId, @Nullable String deviceIp) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Raw(@Nullable String serverId, @Nullable List<@Nullable RawDevice> devices) {}

    static Optional<String> text(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(a -> a.get(ANNOTATION));
    }

    /** Reads a note about as many devices as the pod has; empty where it cannot be used, with the reasons told. */
    static Optional<DeviceNote> read(String text, int devices, Consumer<String> problems) {
        Raw raw;
        try {
            raw = MAPPER.readValue(text, Raw.class);
        } catch (JsonProcessingException e) {
            problems.accept("is not JSON of a pod's devices (" + e.getOriginalMessage() + ")" + REMEDY);
            return Optional.empty();
        }
        if (raw == null || raw.serverId() == null || raw.serverId().isBlank() || raw.devices() == null) {
            problems.accept("lacks server_id or devices" + REMEDY);
            return Optional.empty();
        }
        if (raw.devices().size() != devices) {
            problems.accept("lists " + raw.devices().size() + " devices, the pod has " + devices + REMEDY);
            return Optional.empty();
        }
        List<Device> usable = raw.devices().stream()
                .flatMap(d -> device(d, problems).stream())
                .toList();
        return usable.size() == devices ? Optional.of(new DeviceNote(raw.serverId(), usable)) : Optional.empty();
    }

    private static Optional<Device> device(@Nullable RawDevice raw, Consumer<String> problems) {
        String id = raw == null ? null : raw.deviceId();
        String ip = raw == null ? null : raw.deviceIp();
        if (id == null || !NUMBER.matcher(id).matches()) {
            problems.accept("names a device '" + id + "'" + REMEDY);
            return Optional.empty();
        }
        if (ip == null || !ADDRESS.matcher(ip).matches()) {
            problems.accept("has no address for device " + id + " (device_ip is '" + ip
                    + "'); give the device one with hccn_tool, then remove this annotation and huawei.com/AscendReal");
            return Optional.empty();
        }
        return Optional.of(new Device(id, ip));
    }
}
