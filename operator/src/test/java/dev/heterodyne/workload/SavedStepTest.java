package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedStepTest {
    private static final Pod SILENT =
            new PodBuilder().withNewMetadata().endMetadata().build();

    @Test
    void podsThatTellNothingHaveSavedNothing() {
        assertThat(SavedStep.of(List.of())).isEmpty();
        assertThat(SavedStep.of(List.of(SILENT, left("out of memory")))).isEmpty();
    }

    @Test
    void theHighestOfAllPodsAndBothWaysCounts() {
        assertThat(SavedStep.of(List.of(annotated("100"), SILENT, left("saved-step=300"), annotated("200"))))
                .isEqualTo(OptionalLong.of(300));
        assertThat(SavedStep.of(List.of(annotated("400"), left("saved-step=300"))))
                .isEqualTo(OptionalLong.of(400));
    }

    @Test
    void aContainerThatHasStartedAnewStillTellsWhatItLeft() {
        Pod restarted = new PodBuilder(SILENT)
                .withNewStatus()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withMessage("saved-step=7")
                        .endTerminated()
                        .endLastState()
                        .build())
                .endStatus()
                .build();
        assertThat(SavedStep.of(List.of(restarted))).isEqualTo(OptionalLong.of(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "saved-step=0|0",
                "step 12: saved-step=10, then HCCL timeout|10",
                "saved-step=10 saved-step=20|20",
                "(saved-step=5)|5"
            })
    void aMessageMayHoldMoreThanTheStep(String message, long step) {
        assertThat(SavedStep.of(List.of(left(message)))).isEqualTo(OptionalLong.of(step));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "12x", " 12", "9999999999999999999"})
    void anAnnotationThatIsNoStepIsNotHeard(String text) {
        assertThat(SavedStep.of(List.of(annotated(text), annotated("3")))).isEqualTo(OptionalLong.of(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved-step=", "saved-step=x", "unsaved-step=4", "saved-step=9999999999999999999"})
    void aMessageThatIsNoStepIsNotHeard(String message) {
        assertThat(SavedStep.of(List.of(left(message)))).isEmpty();
    }

    private static Pod annotated(String step) {
        return new PodBuilder(SILENT)
                .editMetadata()
                .withAnnotations(Map.of("heterodyne.dev/saved-step", step))
                .endMetadata()
                .build();
    }

    private static Pod left(String message) {
        return new PodBuilder(SILENT)
                .withNewStatus()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withNewState()
                        .withNewTerminated()
                        .withMessage(message)
                        .endTerminated()
                        .endState()
                        .build())
                .endStatus()
                .build();
    }
}
