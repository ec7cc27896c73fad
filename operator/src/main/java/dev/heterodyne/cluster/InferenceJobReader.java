package dev.heterodyne.cluster;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobSpec;
import dev.heterodyne.api.InferenceRuntime;
import dev.heterodyne.api.ReplicaRange;
import dev.heterodyne.api.Split;
import dev.heterodyne.api.SplitMode;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads an InferenceJob. */
public final class InferenceJobReader {
    private static final int DEFAULT_POOLS = 2;
    private static final double MILLIS = 1e3;

    /** The job; its {@link JobFacts#request} is empty where the spec has faults. */
    public JobFacts read(InferenceJob job) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(job));
        JobId id = ObjectNames.id(job, WorkloadKind.INFERENCE);
        InferenceJobSpec spec = job.getSpec();
        Optional<Request> request = Optional.empty();
        if (spec == null) {
            checks.fault("spec", "is missing; state replicas, acceleratorsPerReplica and runtimes");
        } else {
            request = Optional.of(
                    request(id, ObjectNames.createdMillis(job, checks), spec, new ObservedService(job), checks));
        }
        if (!checks.clean()) {
            request = Optional.empty();
        }
        return JobFacts.of(
                job,
                id,
                request,
                Optional.ofNullable(spec).map(InferenceJobSpec::priorityClassName),
                shares(job, request, checks),
                ServingFacts.of(job),
                JobHistory.avoiding(new ObservedService(job).avoidedUntil()),
                Optional.ofNullable(job.getStatus()).map(s -> s.phase()),
                checks);
    }

    private static List<Share> shares(InferenceJob job, Optional<Request> request, FieldChecks checks) {
        return job.getStatus() == null || job.getStatus().placement() == null
                ? List.of()
                : ShareReader.inference(job.getStatus().placement(), request, checks);
    }

    private static InferenceRequest request(
            JobId id, long created, InferenceJobSpec spec, ObservedService observed, FieldChecks checks) {
        checks.name("spec.priorityClassName", spec.priorityClassName());
        if (spec.service() != null) {
            checks.required("spec.service.port", spec.service().port(), Range.between(1, 65_535));
        }
        AutoscalingReader.read(spec.autoscaling(), checks);
        ReplicaBounds replicas = replicas("spec.replicas", spec.replicas(), checks);
        return new InferenceRequest(
                id,
                0,
                created,
                checks.name("spec.policyName", spec.policyName()).orElse(Policy.DEFAULT_NAME),
                ModelReader.read(spec.model(), checks),
                variants(spec, replicas, checks),
                replicas,
                observed.load(load(spec.load(), checks), checks),
                slo(spec.slo(), checks),
                maxPools(spec.split(), checks),
                LendingReader.reserve(spec.lending(), spec.replicas(), checks),
                observed.avoided());
    }

    /** A stack that states its least alone has the job's most, or its least where that is more. */
    private static int most(InferenceRuntime runtime, ReplicaBounds own, ReplicaBounds job) {
        boolean stated = runtime.replicas() != null && runtime.replicas().max() != null;
        return stated ? own.max() : Math.max(own.min(), job.max());
    }

    private static ReplicaBounds replicas(String at, @Nullable ReplicaRange range, FieldChecks checks) {
        if (range == null) {
            checks.fault(at, "is missing; give at least min");
            return new ReplicaBounds(1, 1, OptionalInt.empty());
        }
        int min = checks.required(at + ".min", range.min(), VariantReader.REPLICAS)
                .orElse(1);
        int max =
                checks.integer(at + ".max", range.max(), VariantReader.REPLICAS).orElse(min);
        if (min > max) {
            checks.fault(at, "min (" + min + ") must not exceed max (" + max + "); raise max or lower min");
        }
        return new ReplicaBounds(min, max, checks.integer(at + ".desired", range.desired(), Range.between(0, 100_000)));
    }

    private static List<Variant> variants(InferenceJobSpec spec, ReplicaBounds replicas, FieldChecks checks) {
        OptionalInt accelerators = checks.required(
                "spec.acceleratorsPerReplica", spec.acceleratorsPerReplica(), VariantReader.ACCELERATORS);
        accelerators.ifPresent(a -> VariantReader.divides("spec", spec.parallelism(), a, checks));
        OptionalInt podsPerReplica = checks.integer("spec.podsPerReplica", spec.podsPerReplica(), VariantReader.PODS);
        List<InferenceRuntime> runtimes = spec.runtimes() == null ? List.of() : spec.runtimes();
        List<Variant> variants = new ArrayList<>();
        if (runtimes.isEmpty() || runtimes.size() > VariantReader.MOST_RUNTIMES) {
            checks.fault("spec.runtimes", "has " + runtimes.size() + " entries; give 1 to 16, one per software stack");
        }
        for (int i = 0; i < runtimes.size(); i++) {
            String at = "spec.runtimes[" + i + "]";
            InferenceRuntime runtime = runtimes.get(i);
            int perReplica = VariantReader.override(
                    checks.integer(
                            at + ".acceleratorsPerReplica",
                            runtime.acceleratorsPerReplica(),
                            VariantReader.ACCELERATORS),
                    accelerators);
            if (runtime.replicas() != null && runtime.replicas().desired() != null) {
                checks.fault(at + ".replicas.desired", "scales the job as a whole; set spec.replicas.desired instead");
            }
            int pods = VariantReader.override(
                    checks.integer(at + ".podsPerReplica", runtime.podsPerReplica(), VariantReader.PODS),
                    podsPerReplica);
            if (perReplica % pods != 0) {
                checks.fault(
                        at + ".podsPerReplica",
                        "is " + pods + " and must divide the " + perReplica + " accelerators of a replica; change one");
            }
            Optional<ReplicaBounds> own =
                    Optional.ofNullable(runtime.replicas()).map(range -> replicas(at + ".replicas", range, checks));
            Variant variant = new Variant(
                    VariantReader.stack(at, runtime.stack(), checks),
                    own.map(ReplicaBounds::min).orElse(replicas.min()),
                    perReplica,
                    VariantReader.parallelism(at, runtime.parallelism(), spec.parallelism(), perReplica, checks),
                    pods,
                    own.map(bounds -> most(runtime, bounds, replicas)).orElse(Variant.AS_THE_JOB));
            if (checks.clean()) {
                VariantReader.divides(at, variant.parallelism(), perReplica, checks);
            }
            variants.add(variant);
        }
        checks.unique(
                "spec.runtimes",
                variants.stream().map(Variant::stack).toList(),
                "each stack may appear once; merge or rename the doubled runtime");
        return variants;
    }

    private static Load load(dev.heterodyne.api.@Nullable Load load, FieldChecks checks) {
        if (load == null) {
            return Load.NOMINAL;
        }
        Range tokens = Range.between(1, 1e8);
        return new Load(
                checks.numberOr("spec.load.requestsPerSecond", load.requestsPerSecond(), Range.between(0, 1e9), 0),
                checks.numberOr("spec.load.promptTokens", load.promptTokens(), tokens, Load.NOMINAL.promptTokens()),
                checks.numberOr("spec.load.outputTokens", load.outputTokens(), tokens, Load.NOMINAL.outputTokens()));
    }

    private static Slo slo(dev.heterodyne.api.@Nullable Slo slo, FieldChecks checks) {
        return slo == null
                ? Slo.NONE
                : new Slo(
                        seconds("spec.slo.timePerOutputTokenMs", slo.timePerOutputTokenMs(), checks),
                        seconds("spec.slo.timeToFirstTokenMs", slo.timeToFirstTokenMs(), checks));
    }

    private static OptionalDouble seconds(String field, @Nullable Double millis, FieldChecks checks) {
        OptionalDouble checked = checks.number(field, millis, Range.positive(86_400_000));
        return checked.isPresent() ? OptionalDouble.of(checked.getAsDouble() / MILLIS) : checked;
    }

    private static int maxPools(@Nullable Split split, FieldChecks checks) {
        if (split == null) {
            return 1;
        }
        int most = checks.integer("spec.split.maxPools", split.maxPools(), Range.between(1, 16))
                .orElse(DEFAULT_POOLS);
        return split.mode() == SplitMode.Hybrid ? most : 1;
    }
}
