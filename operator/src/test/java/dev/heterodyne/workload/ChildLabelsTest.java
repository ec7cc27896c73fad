package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildLabelsTest {
    private static final String LONG = "a".repeat(200);

    @Test
    void aNameThatFitsIsReadFromItsLabel() {
        assertThat(ChildLabels.job(pod(ChildLabels.selector("TrainingJob", "sft"), ChildLabels.fullName("sft"))))
                .contains(new JobId(WorkloadKind.TRAINING, "team", "sft"));
        assertThat(ChildLabels.job(pod(ChildLabels.selector("InferenceJob", "chat"), Map.of())))
                .contains(new JobId(WorkloadKind.INFERENCE, "team", "chat"));
    }

    @Test
    void aNameThatWasCutIsReadFromItsAnnotation() {
        assertThat(ChildLabels.job(pod(ChildLabels.selector("TrainingJob", LONG), ChildLabels.fullName(LONG))))
                .contains(new JobId(WorkloadKind.TRAINING, "team", LONG));
    }

    @Test
    void anAnnotationThatDoesNotCutToTheLabelIsIgnored() {
        assertThat(ChildLabels.job(pod(ChildLabels.selector("TrainingJob", "sft"), ChildLabels.fullName(LONG))))
                .contains(new JobId(WorkloadKind.TRAINING, "team", "sft"));
    }

    @Test
    void whatLacksOurLabelsIsNobodysOfOurs() {
        assertThat(ChildLabels.job(pod(Map.of(), Map.of()))).isEmpty();
        Map<String, String> otherKind = new HashMap<>(ChildLabels.selector("TrainingJob", "sft"));
        otherKind.put("heterodyne.dev/job-kind", "Job");
        assertThat(ChildLabels.job(pod(otherKind, Map.of()))).isEmpty();
    }

    private static Pod pod(Map<String, String> labels, Map<String, String> annotations) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("team")
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
