package dev.heterodyne.cli.manifest;

import dev.heterodyne.cluster.Fault;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the input and what is worth a word, each a line of its own. */
final class InputProblems {
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A file that cannot be read. */
    void fault(String file, String message) {
        faults.add(file + ": " + message);
    }

    void fault(Place place, String message) {
        fault(place.toString(), message);
    }

    void fault(Place place, Fault fault) {
        fault(place, fault.toString());
    }

    void warn(Place place, String message) {
        warnings.add(place + ": " + message);
    }

    void note(Place place, String message) {
        notes.add(place + ": " + message);
    }

    int faultCount() {
        return faults.size();
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
