package dev.heterodyne.cli;

import com.fasterxml.jackson.core.JacksonException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An API server that cannot be asked, in words that say which and what to do. */
final class ClusterUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClusterUnreachable(URL server, String why, KubernetesClientException from) {
        super("the API server " + server + " cannot be reached (" + why
                + "); set KUBECONFIG or --kubeconfig to one that can be");
        // Not the cause, whose words would be told along with these; a trace shows it all the same.
        addSuppressed(from);
    }

    /** What to throw in place of a failure of the client: the failure itself where the server has answered. */
    static RuntimeException or(KubernetesClientException failure, URL server) {
        List<Throwable> causes = Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .toList();
        boolean answered = failure.getCode() > 0
                || causes.stream().anyMatch(JacksonException.class::isInstance)
                || causes.stream().noneMatch(IOException.class::isInstance);
        return answered ? failure : new ClusterUnreachable(server, why(causes), failure);
    }

    private static String why(List<Throwable> causes) {
        if (causes.stream()
                .anyMatch(c -> c instanceof UnresolvedAddressException || c instanceof UnknownHostException)) {
            return "its host name is unknown";
        }
        // The innermost names the trouble; a refused connection has no words of its own.
        return causes.stream()
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse("no connection");
    }
}
