package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
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
        message = "topology: each level name may appear once; rename or remove the doubled level",
        fieldPath = ".topology")
@ValidationRule(
        value = "!has(self.topology) || self.topology.all(l, self.topology.exists_one(m, m.nodeLabel == l.nodeLabel))",
        message = "topology: each nodeLabel may appear once; correct the label or remove the doubled level",
        fieldPath = ".topology")
@ValidationRule(
        value = "self.className == oldSelf.className",
        message = "className is immutable, as the maturity learned here is that of the class; create a new pool",
        fieldPath = ".className")
public record AcceleratorPoolSpec(
        @JsonPropertyDescription("Name of the AcceleratorClass that the nodes hold.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 253)
        String className,

        @JsonPropertyDescription(
                "Which nodes belong to the pool. An empty selector selects every node that offers the class's resource.")
        @SchemaFrom(type = LabelSelectorSchema.class)
        @Nullable
        LabelSelector nodeSelector,

        @JsonPropertyDescription(
                "Tolerations that pods get so that they may run here; a node with a taint not tolerated here takes no pod.")
        @SchemaFrom(type = TolerationSchema[].class)
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
