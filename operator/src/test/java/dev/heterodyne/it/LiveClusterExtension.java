package dev.heterodyne.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one cluster of the run, and each a {@link Sandbox} of its own in it. */
final class LiveClusterExtension implements ParameterResolver {
    private static final Namespace STORE = Namespace.create(LiveClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LiveCluster.class || type == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LiveCluster cluster = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(LiveCluster.class, key -> LiveCluster.start(), LiveCluster.class);
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
}
