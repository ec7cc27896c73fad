package dev.heterodyne.workload;

import static dev.heterodyne.workload.AcceleratorPod.env;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingRuntime;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a training job consists of.
 *
 * @param service headless, gives every rank a name
 * @param job Indexed; one failed pod fails the attempt
 */
public record TrainingChildren(Service service, Job job) {
    /** Of an attempt on the nodes of {@code share}. */
    public static TrainingChildren of(TrainingJob job, Attempt attempt, Share share, PoolBinding pool) {
        String jobName = job.getMetadata().getName();
        String name = ChildNames.attempt(jobName, number(attempt), share.replicas());
        Map<String, String> identity = ChildLabels.ofAttempt(jobName, number(attempt));
        Map<String, String> labels = ChildLabels.describedAttempt(jobName, number(attempt), share.pool());
        return new TrainingChildren(
                service(job, name, identity, labels), batchJob(job, attempt, share, pool, name, identity, labels));
    }

    static int number(Attempt attempt) {
        return attempt.number() == null ? 1 : attempt.number();
    }

    private static Service service(
            TrainingJob job, String name, Map<String, String> identity, Map<String, String> labels) {
        return new ServiceBuilder()
                .withMetadata(Ownership.childOf(job, name, labels))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(identity)
                .addNewPort()
                .withName("rendezvous")
                .withPort(Rendezvous.PORT)
                .withTargetPort(new IntOrString(Rendezvous.PORT))
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();
    }

    private static Job batchJob(
            TrainingJob job,
            Attempt attempt,
            Share share,
            PoolBinding pool,
            String name,
            Map<String, String> identity,
            Map<String, String> labels) {
        @Nullable PodTemplateSpec runtime = runtime(job, share.stack());
        AcceleratorPod pod = new AcceleratorPod(job.getMetadata().getName(), share, pool);
        CheckpointVolume checkpoints = new CheckpointVolume(job.getSpec().checkpoint());
        List<EnvVar> environment =
                new ArrayList<>(Rendezvous.environment(name, job.getMetadata().getNamespace(), share));
        environment.addAll(pod.placementEnvironment());
        environment.add(env("HETERODYNE_ATTEMPT", String.valueOf(number(attempt))));
        environment.addAll(checkpoints.environment(attempt));
        RankTableMount ranks = RankTableMount.of(runtime, pool.rankTable(), name);
        environment.addAll(ranks.environment());
        PodTemplateSpec template = pod.template(
                runtime,
                identity,
                labels,
                job.getSpec().priorityClassName(),
                Pinning.ranked(share.nodes(), pool),
                environment);
        PodTemplateSpec equipped =
                LastWords.keptBy(ranks.mountedIn(checkpoints.graceful(checkpoints.mountedIn(template))));
        return new JobBuilder()
                .withMetadata(Ownership.childOf(job, name, labels))
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(share.replicas())
                .withParallelism(share.replicas())
                .withBackoffLimit(0)
                // Leaves a note in the Job of a pod that was taken away, which is soon gone itself.
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
                .withTemplate(new PodTemplateSpecBuilder(equipped)
                        .editSpec()
                        .withRestartPolicy("Never")
                        .withSubdomain(name)
                        .endSpec()
                        .build())
                .endSpec()
                .build();
    }

    private static @Nullable PodTemplateSpec runtime(TrainingJob job, String stack) {
        return job.getSpec().runtimes().stream()
                .filter(r -> r.stack().equals(stack))
                .findFirst()
                .map(TrainingRuntime::template)
                .orElse(null);
    }
}
