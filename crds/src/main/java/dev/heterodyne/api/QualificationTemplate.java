package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** The canary run that the operator starts by itself on pools that have to earn their floor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualificationTemplate(
        @JsonPropertyDescription("Namespace that the runs are made in.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        String namespace,

        @JsonPropertyDescription("Spec of the TrainingJob; canary, pools and policyName are set by the operator.")
        @Required
        @PreserveUnknownFields
        @SchemaFrom(type = Object.class)
        Map<String, Object> spec) {}
