package dev.heterodyne.controller;

import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** The whole operator in this process, without a lease. */
final class TestOperator implements AutoCloseable {
    private final HeterodyneOperator operator;

    private TestOperator(HeterodyneOperator operator) {
        this.operator = operator;
    }

    static TestOperator start(KubernetesClient client) {
        return start(client, new SchedulingCycle()::run, new PlainApplier(client));
    }

    static TestOperator start(KubernetesClient client, Function<Snapshot, CycleResult> cycle, Applier applier) {
        HeterodyneOperator operator = new HeterodyneOperator(
                client,
                new OperatorSettings("127.0.0.1", 0, Optional.empty(), "test", Optional.empty()),
                cycle,
                Clock.systemUTC(),
                new Outlet(),
                applier);
        try {
            operator.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new TestOperator(operator);
    }

    HeterodyneOperator operator() {
        return operator;
    }

    @Override
    public void close() {
        operator.close();
    }

    private static final class Outlet implements HeterodyneOperator.Outlet {
        @Override
        public void ready() {}

        @Override
        public void leadershipLost() {
            throw new AssertionError("no lease was asked for");
        }

        @Override
        public void failed(RuntimeException why) {
            throw why;
        }
    }
}
