package dev.heterodyne.prometheus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The operator's own token for a Prometheus. Whoever may write a job names an address, so the token goes to no other than
 * the one the operator was started with.
 *
 * @param file read for every query, since tokens are renewed in place
 * @param address of the Prometheus that the token is for; its path does not count
 */
public record BearerToken(Path file, URI address) {
    /** Whether the token is meant for that address: same scheme, host and port. */
    boolean isFor(URI other) {
        return address.getScheme().equalsIgnoreCase(other.getScheme())
                && Objects.toString(address.getHost(), "").equalsIgnoreCase(other.getHost())
                && port(address) == port(other);
    }

    /** The header's value. */
    String header() throws IOException {
        return "Bearer " + Files.readString(file).strip();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
