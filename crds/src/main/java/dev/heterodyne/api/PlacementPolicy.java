package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Weights, floors, origin mandate, qualification and reroute rules. */
@JsonClassDescription("Weights, floors, origin mandate, qualification and reroute rules.")
@Group(Heterodyne.GROUP)
@Version(Heterodyne.VERSION)
@Plural("placementpolicies")
@ShortNames("ppol")
@Categories("heterodyne")
@AdditionalPrinterColumn(name = "Origin", jsonPath = ".spec.origin.mode", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Countries",
        jsonPath = ".spec.origin.countries",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Train-Floor",
        jsonPath = ".spec.floors.training.maturity",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Infer-Floor",
        jsonPath = ".spec.floors.inference.maturity",
        type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class PlacementPolicy extends CustomResource<PlacementPolicySpec, Void> {}
