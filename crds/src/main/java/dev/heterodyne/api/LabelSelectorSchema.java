package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Schema of a label selector; Fabric8's type carries neither descriptions nor bounds. */
record LabelSelectorSchema(
        @JsonPropertyDescription("Labels that a node must have, with these values.") @Size(max = 64)
        Map<String, @Size(max = 63) String> matchLabels,

        @JsonPropertyDescription("Requirements that a node must all meet, beside matchLabels.") @Size(max = 64)
        List<Requirement> matchExpressions) {

    /** One requirement on one label. */
    @ValidationRule(
            value = "self.operator in ['In', 'NotIn'] ? self.?values.orValue([]).size() > 0"
                    + " : self.?values.orValue([]).size() == 0",
            message = "nodeSelector: In and NotIn need values, Exists and DoesNotExist take none")
    record Requirement(
            @JsonPropertyDescription("Key of the label.")
            @Required
            @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
            @Size(max = 317)
            String key,

            @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.") @Required
            Operator operator,

            @JsonPropertyDescription("Values for In and NotIn.") @Size(max = 256)
            List<@Size(max = 63) String> values) {}

    enum Operator {
        DoesNotExist,
        Exists,
        In,
        NotIn
    }
}
