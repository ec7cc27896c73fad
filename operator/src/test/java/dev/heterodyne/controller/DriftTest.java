package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private final KubernetesSerialization yaml = ApiClient.serialization();
    private final Drift drift = new Drift(yaml);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "what the server adds does not count | replicas: 2                        | replicas: 2, revisionHistoryLimit: 10 | false",
                "a changed value counts              | replicas: 2                        | replicas: 3                           | true",
                "a missing value counts              | replicas: 2                        | paused: false                         | true",
                "an empty value may be dropped       | paused: false, minReadySeconds: 0  | replicas: 1                           | false",
                "a missing list item counts          | template: {spec: {tolerations: [{key: a}, {key: b}]}} | template: {spec: {tolerations: [{key: a}]}} | true",
                "an added list item counts           | template: {spec: {tolerations: [{key: a}]}} | template: {spec: {tolerations: [{key: a}, {key: b}]}} | true",
                "defaults within items do not count  | template: {spec: {tolerations: [{key: a}]}} | template: {spec: {tolerations: [{key: a, effect: x}]}} | false",
                "quantities may be rewritten         | template: {spec: {containers: [{resources: {limits: {memory: 1024Mi}}}]}} | template: {spec: {containers: [{resources: {limits: {memory: 1Gi}}}]}} | false",
                "other quantities count              | template: {spec: {containers: [{resources: {limits: {memory: 1024Mi}}}]}} | template: {spec: {containers: [{resources: {limits: {memory: 2Gi}}}]}} | true",
                "empty environment may be dropped    | template: {spec: {containers: [{env: [{name: A, value: ''}]}]}} | template: {spec: {containers: [{env: [{name: A}]}]}} | false"
            })
    void comparesWhatWasAskedFor(String why, String desired, String actual, boolean drifted) {
        assertThat(drift.isBetween(deployment(desired), deployment(actual)))
                .as(why)
                .isEqualTo(drifted);
    }

    private Deployment deployment(String spec) {
        return yaml.unmarshal("apiVersion: apps/v1\nkind: Deployment\nspec: {" + spec + "}", Deployment.class);
    }
}
