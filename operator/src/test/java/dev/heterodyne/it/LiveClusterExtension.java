package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one cluster of the run, and each a {@link Sandbox} of its own in it. A test also fails where the
 * operator was refused something during it, for want of a right that the chart should grant.
 */
final class LiveClusterExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace STORE = Namespace.create(LiveClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LiveCluster.class || type == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LiveCluster cluster = cluster(context);
        if (parameter.getParameter().getType() == LiveCluster.class) {
            return cluster;
        }
        return context.getStore(STORE)
                .getOrComputeIfAbsent(
                        Sandbox.class,
                        key -> new Sandbox(
                                cluster,
                                context.getRequiredTestClass().getSimpleName(),
                                context::getExecutionException),
                        Sandbox.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Sandbox sandbox = context.getStore(STORE).get(Sandbox.class, Sandbox.class);
        Optional<AuditLog> log = cluster(context).auditLog();
        Optional<OperatorAccount> account = cluster(context).account();
        if (sandbox != null && log.isPresent() && account.isPresent()) {
            assertThat(log.get()
                            .refusalsSince(
                                    sandbox.auditPosition(), account.get().user()))
                    .as("requests of the operator refused under the chart's rights")
                    .isEmpty();
        }
    }

    private static LiveCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(LiveCluster.class, key -> LiveCluster.start(), LiveCluster.class);
    }
}
