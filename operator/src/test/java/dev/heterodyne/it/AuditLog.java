package dev.heterodyne.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The API server's log of requests. */
record AuditLog(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** Where the log ends now. */
    long position() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an account wrote since, leases apart, as "verb what status". */
    List<String> writesSince(long position, String account) {
        return since(position).stream()
                .filter(entry -> entry.at("/user/username").asText().equals(account))
                .filter(entry -> WRITES.contains(entry.path("verb").asText()))
                .filter(entry -> !entry.at("/objectRef/resource").asText().equals("leases"))
                .map(AuditLog::line)
                .toList();
    }

    /** What an account was refused since, for want of a right. */
    List<String> refusalsSince(long position, String account) {
        return since(position).stream()
                .filter(entry -> entry.at("/user/username").asText().equals(account))
                .filter(entry -> entry.at("/responseStatus/code").asInt() == 403)
                // Nobody may create in a namespace that is being deleted; that is no want of a right.
                .filter(entry -> !entry.at("/annotations/authorization.k8s.io~1decision")
                        .asText()
                        .equals("allow"))
                .map(AuditLog::line)
                .distinct()
                .toList();
    }

    private List<JsonNode> since(long position) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(position);
            String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            // The last line may be half written.
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(AuditLog::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(JsonNode entry) {
        return "%s %s %s"
                .formatted(
                        entry.path("verb").asText(),
                        entry.path("requestURI").asText(),
                        entry.at("/responseStatus/code").asText());
    }
}
