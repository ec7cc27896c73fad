package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private final KubernetesSerialization json = ApiClient.serialization();

    @Test
    void fieldsOfANewerCrdAreSkipped() {
        TrainingJob job = read("replicas: 2, shinyNewField: {a: 1}, model: {parameters: 7B, flavour: sour}");
        assertThat(job.getSpec().replicas()).isEqualTo(2);
        assertThat(job.getSpec().model().parameters()).isEqualTo("7B");
    }

    @Test
    void aTemplateThatIsNoPodIsKeptForTheServerToRefuse() {
        TrainingJob job = read("runtimes: [{stack: cuda, template: {spec: {containers: abc, restartPolicy: [1]}}}]");
        assertThat(json.asJson(job.getSpec().runtimes().get(0).template())).contains("\"containers\":\"abc\"");
    }

    private TrainingJob read(String spec) {
        return json.unmarshal(
                "apiVersion: heterodyne.dev/v1alpha1\nkind: TrainingJob\nspec: {" + spec + "}", TrainingJob.class);
    }
}
