package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** When to look at an object again though nothing happens. */
final class LookAgain {
    private LookAgain() {}

    static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
        return Stream.concat(one.stream(), other.stream()).min(Duration::compareTo);
    }

    /** What a reconciler answers whose writes are done: after that time, or when something happens. */
    static <P extends HasMetadata> UpdateControl<P> after(Optional<Duration> time) {
        UpdateControl<P> control = UpdateControl.noUpdate();
        return time.isPresent() ? control.rescheduleAfter(time.get()) : control;
    }
}
