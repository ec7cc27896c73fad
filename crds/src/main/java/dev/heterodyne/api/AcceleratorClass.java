package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A chip's datasheet: what one unit of its extended resource can do, and its software stack. */
@JsonClassDescription("A chip's datasheet: what one unit of its extended resource can do, and its software stack.")
@Group(Heterodyne.GROUP)
@Version(Heterodyne.VERSION)
@Plural("acceleratorclasses")
@ShortNames("accel")
@Categories("heterodyne")
@AdditionalPrinterColumn(name = "Vendor", jsonPath = ".spec.vendor", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Stack", jsonPath = ".spec.stack", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Resource", jsonPath = ".spec.resourceName", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Memory-GB", jsonPath = ".spec.memoryGB", type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "BF16-TFLOPS",
        jsonPath = ".spec.peakTeraflops.bf16",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Origin",
        jsonPath = ".spec.origin",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class AcceleratorClass extends CustomResource<AcceleratorClassSpec, Void> {}
