package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that hold one class of accelerator. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.topology) || self.topology.all(l, self.topology.exists_one(m, m.name == l.name))",
        message = "topology: level names must be unique")
public record AcceleratorPoolSpec(
        @JsonPropertyDescription("Name of the AcceleratorClass that the nodes hold.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 253)
        String className,

        @JsonPropertyDescription(
                "Which nodes belong to the pool. An empty selector selects every node that offers the class's resource.")
        @Nullable
        LabelSelector nodeSelector,

        @JsonPropertyDescription(
                "Tolerations that pods get so that they may run here; a node with a taint not tolerated here takes no pod.")
        @Size(max = 32)
        @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription(
                "Topology levels, outermost first; the last one is the node. Default: one level, kubernetes.io/hostname.")
        @Size(max = 8)
        @Nullable
        List<TopologyLevel> topology,

        @JsonPropertyDescription("Version of driver and stack on these nodes; maturity is learned per version.")
        @Size(max = 63)
        @Nullable
        String stackVersion) {}
