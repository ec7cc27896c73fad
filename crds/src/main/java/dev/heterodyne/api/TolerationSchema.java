package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Schema of a toleration, so that a bad one is refused here and not when the pods of a job are made. */
@ValidationRule(
        value = "has(self.key) || self.?operator.orValue('Equal') == 'Exists'",
        message = "tolerations: without key the operator must be Exists; name the key of the taint")
@ValidationRule(
        value = "self.?operator.orValue('Equal') != 'Exists' || self.?value.orValue('') == ''",
        message = "tolerations: operator Exists takes no value; remove value, or use Equal")
@ValidationRule(
        value = "!has(self.tolerationSeconds) || self.?effect.orValue('') == 'NoExecute'",
        message = "tolerations: tolerationSeconds needs effect NoExecute; set the effect, or remove tolerationSeconds")
record TolerationSchema(
        @JsonPropertyDescription("Key of the taint. Absent with operator Exists: every taint.")
        @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Size(max = 317)
        String key,

        @JsonPropertyDescription("How value is compared with the taint's. Default Equal.")
        Operator operator,

        @JsonPropertyDescription("Value of the taint, where the operator compares.") @Size(max = 63)
        String value,

        @JsonPropertyDescription("Effect of the taint. Absent: every effect.")
        Effect effect,

        @JsonPropertyDescription("How long a NoExecute taint is borne. Default: for good.")
        Long tolerationSeconds) {

    enum Operator {
        Equal,
        Exists,
        Gt,
        Lt
    }

    enum Effect {
        NoExecute,
        NoSchedule,
        PreferNoSchedule
    }
}
