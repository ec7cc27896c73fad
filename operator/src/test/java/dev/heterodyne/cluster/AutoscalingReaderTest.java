package dev.heterodyne.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.ScalingRules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalingReaderTest {
    private static InferenceJob job(String autoscaling) {
        return Yaml.read(InferenceJob.class, """
                metadata: {name: chat, namespace: serving}
                spec:
                  acceleratorsPerReplica: 8
                  replicas: {min: 1, max: 4}
                  runtimes: [{stack: cuda}]
                  autoscaling: %s
                """.formatted(autoscaling));
    }

    @Test
    void aJobThatLeavesOutAllItMayGetsTheDefaults() {
        assertThat(AutoscalingReader.read(
                        job("{prometheus: {address: 'http://p:9090/x', requestsPerSecond: 'sum(rate(r[1m]))'}}")))
                .contains(new Following(
                        new LoadQuery(
                                URI.create("http://p:9090/x"),
                                "sum(rate(r[1m]))",
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(5)),
                        Duration.ofSeconds(15),
                        new ScalingRules(Duration.ofSeconds(120), Duration.ofSeconds(300), 0.1)));
        assertThat(AutoscalingReader.read(job("null"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                                        | spec.autoscaling.prometheus | is missing",
                "{prometheus: {requestsPerSecond: q}}                      | spec.autoscaling.prometheus.address | http://prometheus.monitoring:9090",
                "{prometheus: {address: 'ftp://p', requestsPerSecond: q}}  | spec.autoscaling.prometheus.address | is no address",
                "{prometheus: {address: 'http://', requestsPerSecond: q}}  | spec.autoscaling.prometheus.address | is no address",
                "{prometheus: {address: 'http://p:99999', requestsPerSecond: q}} | spec.autoscaling.prometheus.address | is no address",
                "{prometheus: {address: 'http://a b', requestsPerSecond: q}} | spec.autoscaling.prometheus.address | is no address",
                "{prometheus: {address: 'http://p?x=1', requestsPerSecond: q}} | spec.autoscaling.prometheus.address | is no address",
                "{prometheus: {address: 'http://u:secret@p', requestsPerSecond: q}} | spec.autoscaling.prometheus.address | must not hold a user",
                "{prometheus: {address: 'http://p'}}                       | spec.autoscaling.prometheus.requestsPerSecond | is missing",
                "{prometheus: {address: 'http://p', requestsPerSecond: ' '}} | spec.autoscaling.prometheus.requestsPerSecond | write PromQL",
                "{prometheus: {address: 'http://p', requestsPerSecond: q, timeoutSeconds: 0}} | spec.autoscaling.prometheus.timeoutSeconds | from 1 to 60",
                "{prometheus: {address: 'http://p', requestsPerSecond: q}, headroomPercent: -1} | spec.autoscaling.headroomPercent | from 0 to 1000",
                "{prometheus: {address: 'http://p', requestsPerSecond: q}, intervalSeconds: 120} | spec.autoscaling.staleAfterSeconds | must be above intervalSeconds",
            })
    void whatCannotBeFollowedIsAFaultOfTheJob(String autoscaling, String field, String message) {
        InferenceJob job = job(autoscaling);
        assertThat(new InferenceJobReader().read(job).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).contains(message).doesNotContain("secret");
        });
        assertThat(AutoscalingReader.read(job)).isEmpty();
    }

    @Test
    void anAddressHasAtMost2048Characters() {
        String longest = "http://p/" + "x".repeat(2048 - "http://p/".length());

        assertThat(AutoscalingReader.read(asking(longest))).isPresent();
        assertThat(AutoscalingReader.read(asking(longest + "x"))).isEmpty();
        assertThat(new InferenceJobReader().read(asking(longest + "x")).faults())
                .containsExactly(new Fault(
                        "InferenceJob serving/chat",
                        "spec.autoscaling.prometheus.address",
                        "has 2049 characters; write an address of at most 2048"));
    }

    private static InferenceJob asking(String address) {
        return job("{prometheus: {address: '" + address + "', requestsPerSecond: q}}");
    }
}
