package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The datasheet of one accelerator: one unit of the extended resource that its device plugin counts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.peakTeraflops) || self.peakTeraflops.all(p, p in ['fp32','tf32','bf16','fp16','fp8','int8','fp4','int4'])",
        message = "peakTeraflops: a key is none of fp32, tf32, bf16, fp16, fp8, int8, fp4, int4; correct or remove it",
        fieldPath = ".peakTeraflops")
public record AcceleratorClassSpec(
        @JsonPropertyDescription("Who makes it, for people to read; nothing is decided on it.")
        @Size(max = 63)
        @Nullable
        String vendor,

        @JsonPropertyDescription("Country of origin, ISO 3166-1 alpha-2; an origin mandate looks at it.")
        @Pattern("^[A-Z]{2}$")
        @Nullable
        String origin,

        @JsonPropertyDescription(
                "Extended resource that the device plugin counts, for example nvidia.com/gpu or huawei.com/Ascend910.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Size(max = 317)
        String resourceName,

        @JsonPropertyDescription("Software stack that a job's runtimes are matched on, for example cuda or cann.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 63)
        String stack,

        @JsonPropertyDescription("Memory of one accelerator in GB (10^9 bytes).")
        @Min(value = 0.001, inclusive = false)
        @Max(100000)
        @Nullable
        Double memoryGB,

        @JsonPropertyDescription("Memory bandwidth of one accelerator in GB/s.")
        @Min(value = 0.001, inclusive = false)
        @Max(1000000)
        @Nullable
        Double memoryBandwidthGBps,

        @JsonPropertyDescription(
                "Dense peak in TFLOPS (TOPS for integers) by precision: fp32, tf32, bf16, fp16, fp8, int8, fp4, int4. Leave out what is not known.")
        @Size(max = 16)
        @Nullable
        Map<String, @Min(value = 0.001, inclusive = false) @Max(1000000) Double> peakTeraflops,

        @JsonPropertyDescription("Links between accelerators.") @Nullable
        Interconnect interconnect,

        @JsonPropertyDescription("Shares of the peaks that real software reaches.") @Nullable
        Efficiency efficiency,

        @JsonPropertyDescription("Prior belief in the software stack; evidence of runs takes over.") @Nullable
        ClassMaturity maturity,

        @JsonPropertyDescription(
                "Rank table for the stack's collectives: None, Generated (hccl.json in layout 1.0, named by RANK_TABLE_FILE) or MindCluster (the same where its launchers look). Default None.")
        @Default("None")
        @Nullable
        RankTable rankTable,

        @JsonPropertyDescription("Cost of one accelerator-hour, a decimal number in any one currency.")
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @Size(max = 19)
        @Nullable
        String hourlyCost) {}
