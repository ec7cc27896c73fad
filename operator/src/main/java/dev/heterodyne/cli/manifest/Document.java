package dev.heterodyne.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/** One document, or one item of a list. */
record Document(Place place, JsonNode content) {}
