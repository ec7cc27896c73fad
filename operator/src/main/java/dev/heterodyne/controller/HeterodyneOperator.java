package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.prometheus.PrometheusClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator, put together: it watches from the start, and decides and writes while it leads. */
public final class HeterodyneOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeterodyneOperator.class);
    private static final Duration DEBOUNCE = Duration.ofMillis(20);
    private static final int EVENT_QUEUE = 2000;
    private final OperatorSettings settings;
    private final Outlet outlet;
    private final KubernetesClient client;
    private final Telemetry telemetry = new Telemetry();
    private final ThreadPoolExecutor eventWrites = eventWrites();
    private final ClusterWatch watch;
    private final ClusterChanges changes;
    private final SchedulingLoop loop;
    private final Takeover takeover;
    private final Controllers controllers;
    private final PrometheusClient prometheus;
    private final LoadWatcher loads;
    private @Nullable HttpEndpoints http;
    private @Nullable Leadership leadership;
    private boolean leading;
    private boolean closed;
    private volatile boolean ready;

    /** Tells the process around the operator how it fares. */
    public interface Outlet {
        /** Everything is in memory, and the operator leads or stands by. */
        void ready();

        /** Another operator may have taken over: this process must write nothing more. */
        void leadershipLost();

        /** The operator cannot go on. */
        void failed(RuntimeException why);
    }

    /**
     * Connects the parts; nothing runs yet.
     *
     * @param cycle decides
     */
    public HeterodyneOperator(
            KubernetesClient client,
            OperatorSettings settings,
            Function<Snapshot, CycleResult> cycle,
            Clock clock,
            Outlet outlet) {
        this(client, settings, cycle, clock, outlet, new ServerSideApplier(client));
    }

    HeterodyneOperator(
            KubernetesClient client,
            OperatorSettings settings,
            Function<Snapshot, CycleResult> cycle,
            Clock clock,
            Outlet outlet,
            Applier applier) {
        this.settings = settings;
        this.outlet = outlet;
        this.client = client;
        ClusterState state = new ClusterState(false);
        DecisionBoard board = new DecisionBoard();
        Triggers triggers = new Triggers();
        PlacementMetrics metrics = new PlacementMetrics(telemetry.registry());
        watch = new ClusterWatch(client);
        ClusterView view = new ClusterView(watch);
        loop = new SchedulingLoop(
                new SchedulingPass(state, view, cycle, board, triggers, metrics, clock),
                metrics::cycleFailed,
                DEBOUNCE,
                clock);
        changes = new ClusterChanges(state, board, triggers, loop::wake, view::jobsOn);
        takeover = new Takeover(client, state, view);
        LoadBoard loadBoard = new LoadBoard();
        StatusFactory statusFactory = new StatusFactory(clock);
        prometheus = new PrometheusClient(settings.prometheusToken());
        loads = new LoadWatcher(
                view::inferences,
                prometheus::observe,
                loadBoard,
                new LoadStatuses(loadBoard, statusFactory, clock),
                triggers::job,
                new LoadMetrics(telemetry.registry(), clock),
                clock);
        Drift drift = new Drift(client.getKubernetesSerialization());
        Fingerprint fingerprint = new Fingerprint(client.getKubernetesSerialization());
        Collaborators collaborators = new Collaborators(
                client,
                state,
                view,
                new Decisions(board, state, loop::wake),
                new EvidenceInbox(triggers),
                new Attributions(view),
                triggers,
                new Children(client, applier, drift, fingerprint),
                new LeaderWorkerSets(client, applier, drift, fingerprint, state::supportsLeaderWorkerSets),
                new TopologyUngater(client),
                new SeatKeeper(client),
                new RankTables(client, applier),
                new FreshRead(client),
                loadBoard,
                statusFactory,
                new EventRecorder(client, eventWrites, clock, settings.identity()),
                metrics,
                clock);
        controllers = new Controllers(collaborators, board, telemetry.registry());
    }

    /** Opens the port, fills the memory and takes part in the election; returns when that is done. */
    public void start() throws IOException {
        http = new HttpEndpoints(
                new InetSocketAddress(settings.httpHost(), settings.httpPort()),
                loop::isHealthy,
                () -> ready,
                telemetry.registry());
        LOG.info("health and metrics on {}", http.address());
        watch.start(changes);
        if (settings.lease().isEmpty()) {
            lead();
            return;
        }
        leadership =
                new Leadership(client, settings.lease().get(), settings.identity(), this::lead, outlet::leadershipLost);
        leadership.start();
        becomeReady();
    }

    /** Where health and metrics are served, once started. */
    public InetSocketAddress httpAddress() {
        if (http == null) {
            throw new IllegalStateException("not started");
        }
        return http.address();
    }

    /** Stops deciding, then writing, then gives the lease back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ready = false;
        loop.close();
        loads.close();
        prometheus.close();
        if (leading) {
            controllers.close();
        }
        if (leadership != null) {
            leadership.close();
        }
        watch.close();
        eventWrites.shutdownNow();
        if (http != null) {
            http.close();
        }
        telemetry.close();
    }

    private synchronized void lead() {
        if (closed) {
            return;
        }
        try {
            takeover.run();
            leading = true;
            controllers.start();
            loop.start();
            loads.start();
            LOG.info("deciding");
            becomeReady();
        } catch (RuntimeException e) {
            outlet.failed(e);
        }
    }

    private synchronized void becomeReady() {
        if (!ready && !closed) {
            ready = true;
            outlet.ready();
        }
    }

    private static ThreadPoolExecutor eventWrites() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(EVENT_QUEUE), task -> {
                    Thread thread = new Thread(task, "events");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
