package dev.heterodyne.cluster;

import dev.heterodyne.api.Checkpoint;
import dev.heterodyne.api.TopologyRequest;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobSpec;
import dev.heterodyne.api.TrainingRuntime;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.reroute.Restrictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a TrainingJob. */
public final class TrainingJobReader {
    private static final Pattern LEVEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/.*");
    private static final int MOST_POOLS = 32;

    /** The job; its {@link JobFacts#request} is empty where the spec has faults. */
    public JobFacts read(TrainingJob job) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(job));
        JobId id = ObjectNames.id(job, WorkloadKind.TRAINING);
        TrainingJobSpec spec = job.getSpec();
        Optional<Request> request = Optional.empty();
        JobHistory limits = JobHistory.NONE;
        if (spec == null) {
            checks.fault("spec", "is missing; state replicas, acceleratorsPerReplica and runtimes");
        } else {
            request = Optional.of(request(id, ObjectNames.createdMillis(job, checks), spec, checks));
            limits = HistoryReader.limits(spec, checks);
        }
        if (!checks.clean()) {
            request = Optional.empty();
        }
        return JobFacts.of(
                job,
                id,
                request,
                Optional.ofNullable(spec).map(TrainingJobSpec::priorityClassName),
                shares(job, request, checks),
                ServingFacts.NONE,
                HistoryReader.read(job.getStatus(), limits, checks),
                Optional.ofNullable(job.getStatus()).map(s -> s.phase()),
                checks);
    }

    private static List<Share> shares(TrainingJob job, Optional<Request> request, FieldChecks checks) {
        return job.getStatus() == null || job.getStatus().placement() == null
                ? List.of()
                : ShareReader.training(job.getStatus().placement(), request, checks);
    }

    private static TrainingRequest request(JobId id, long created, TrainingJobSpec spec, FieldChecks checks) {
        checks.name("spec.priorityClassName", spec.priorityClassName());
        checks.integer("spec.ttlSecondsAfterFinished", spec.ttlSecondsAfterFinished(), Range.between(0, 315_360_000));
        return new TrainingRequest(
                id,
                0,
                created,
                checks.name("spec.policyName", spec.policyName()).orElse(Policy.DEFAULT_NAME),
                ModelReader.read(spec.model(), checks),
                variants(spec, checks),
                checkpoint(spec.checkpoint(), checks),
                topology(spec.topology(), checks),
                Boolean.TRUE.equals(spec.canary()),
                Boolean.TRUE.equals(spec.suspend()),
                pools(spec.pools(), checks),
                Restrictions.NONE);
    }

    private static List<Variant> variants(TrainingJobSpec spec, FieldChecks checks) {
        OptionalInt replicas = checks.required("spec.replicas", spec.replicas(), VariantReader.REPLICAS);
        OptionalInt accelerators = checks.required(
                "spec.acceleratorsPerReplica", spec.acceleratorsPerReplica(), VariantReader.ACCELERATORS);
        if (replicas.isPresent() && accelerators.isPresent()) {
            VariantReader.divides("spec", spec.parallelism(), replicas.getAsInt() * accelerators.getAsInt(), checks);
        }
        List<TrainingRuntime> runtimes = spec.runtimes() == null ? List.of() : spec.runtimes();
        List<Variant> variants = new ArrayList<>();
        if (runtimes.isEmpty() || runtimes.size() > VariantReader.MOST_RUNTIMES) {
            checks.fault("spec.runtimes", "has " + runtimes.size() + " entries; give 1 to 16, one per software stack");
        }
        for (int i = 0; i < runtimes.size(); i++) {
            String at = "spec.runtimes[" + i + "]";
            TrainingRuntime runtime = runtimes.get(i);
            Variant variant = new Variant(
                    VariantReader.stack(at, runtime.stack(), checks),
                    VariantReader.override(
                            checks.integer(at + ".replicas", runtime.replicas(), VariantReader.REPLICAS), replicas),
                    VariantReader.override(
                            checks.integer(
                                    at + ".acceleratorsPerReplica",
                                    runtime.acceleratorsPerReplica(),
                                    VariantReader.ACCELERATORS),
                            accelerators),
                    VariantReader.parallelism(at, runtime.parallelism(), spec.parallelism(), 1, checks));
            if (checks.clean()) {
                VariantReader.divides(at, variant.parallelism(), variant.accelerators(), checks);
            }
            variants.add(variant);
        }
        checks.unique(
                "spec.runtimes",
                variants.stream().map(Variant::stack).toList(),
                "each stack may appear once; merge or rename the doubled runtime");
        return variants;
    }

    private static CheckpointPlan checkpoint(@Nullable Checkpoint checkpoint, FieldChecks checks) {
        if (checkpoint == null) {
            return CheckpointPlan.NONE;
        }
        checks.name("spec.checkpoint.volumeClaimName", checkpoint.volumeClaimName());
        checks.text("spec.checkpoint.path", checkpoint.path(), PATH, 1024, "an absolute path such as /checkpoints");
        Range day = Range.between(0, 86_400);
        return new CheckpointPlan(
                true,
                checks.number(
                        "spec.checkpoint.intervalSeconds", checkpoint.intervalSeconds(), Range.between(1, 31_536_000)),
                checks.numberOr(
                        "spec.checkpoint.writeSeconds",
                        checkpoint.writeSeconds(),
                        day,
                        CheckpointPlan.DEFAULT_WRITE_SECONDS),
                checks.numberOr(
                        "spec.checkpoint.restartSeconds",
                        checkpoint.restartSeconds(),
                        day,
                        CheckpointPlan.DEFAULT_RESTART_SECONDS));
    }

    private static TopologyAsk topology(@Nullable TopologyRequest topology, FieldChecks checks) {
        if (topology == null) {
            return TopologyAsk.ANY;
        }
        String allowed = "the name of a level of the pool, for example block";
        return new TopologyAsk(
                checks.text("spec.topology.required", topology.required(), LEVEL, 63, allowed),
                checks.text("spec.topology.preferred", topology.preferred(), LEVEL, 63, allowed));
    }

    private static Set<String> pools(@Nullable List<String> pools, FieldChecks checks) {
        if (pools == null) {
            return Set.of();
        }
        if (pools.isEmpty() || pools.size() > MOST_POOLS) {
            checks.fault(
                    "spec.pools",
                    "has %d entries; name 1 to %d pools, or leave it out for any".formatted(pools.size(), MOST_POOLS));
        }
        Set<String> read = new TreeSet<>();
        for (int i = 0; i < pools.size(); i++) {
            String at = "spec.pools[" + i + "]";
            if (pools.get(i) == null) {
                checks.fault(at, "is empty; name a pool or remove the line");
            }
            checks.name(at, pools.get(i)).ifPresent(read::add);
        }
        return read;
    }
}
