package dev.heterodyne.evidence;

import static dev.heterodyne.evidence.TrustState.CANARY;
import static dev.heterodyne.evidence.TrustState.QUALIFIED;
import static dev.heterodyne.evidence.TrustState.QUARANTINED;
import static dev.heterodyne.evidence.TrustState.UNPROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table: state before, what the run did, where the streak stands, on which side of the floor. */
class TrustTest {
    private static final int RUNS = 3;

    record Cell(TrustState before, Effect run, int streak, boolean above) {
        TrustState after() {
            return Trust.after(before, run, streak, above, RUNS);
        }
    }

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (TrustState before : TrustState.values()) {
            for (Effect run : Effect.values()) {
                for (int streak = -RUNS - 1; streak <= RUNS + 1; streak++) {
                    cells.add(new Cell(before, run, streak, true));
                    cells.add(new Cell(before, run, streak, false));
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void oneCell(Cell cell) {
        boolean qualifies = cell.run() == Effect.COMPLETED && cell.streak() >= RUNS && cell.above();
        boolean tooManyInARow = cell.run() == Effect.FAILED && cell.streak() <= -RUNS;
        boolean belowAfterFailure = cell.run() == Effect.FAILED && !cell.above();
        boolean silent = cell.run() == Effect.CENSORED || cell.run() == Effect.IGNORED;

        TrustState expected = switch (cell.before()) {
            case UNPROVEN ->
                silent
                        ? UNPROVEN
                        : tooManyInARow ? QUARANTINED : qualifies ? QUALIFIED : cell.above() ? UNPROVEN : CANARY;
            case CANARY -> tooManyInARow ? QUARANTINED : qualifies ? QUALIFIED : CANARY;
            case QUALIFIED -> tooManyInARow || belowAfterFailure ? QUARANTINED : QUALIFIED;
            case QUARANTINED -> qualifies ? QUALIFIED : QUARANTINED;
        };

        assertThat(cell.after()).isEqualTo(expected);
    }

    @Test
    void allCellsAreTried() {
        assertThat(cells()).hasSize(4 * 5 * 9 * 2);
    }

    /** The same table once more, by hand where it matters. */
    @ParameterizedTest
    @CsvSource({
        "UNPROVEN,    COMPLETED,  1, true,  UNPROVEN",
        "UNPROVEN,    FAILED,    -1, false, CANARY",
        "UNPROVEN,    CENSORED,   0, true,  UNPROVEN",
        "UNPROVEN,    CURED,      0, true,  UNPROVEN",
        "UNPROVEN,    FAILED,    -1, true,  UNPROVEN",
        "CANARY,      FAILED,    -2, false, CANARY",
        "CANARY,      FAILED,    -3, true,  QUARANTINED",
        "CANARY,      COMPLETED,  3, true,  QUALIFIED",
        "CANARY,      COMPLETED,  3, false, CANARY",
        "QUALIFIED,   FAILED,    -1, true,  QUALIFIED",
        "QUALIFIED,   FAILED,    -1, false, QUARANTINED",
        "QUALIFIED,   FAILED,    -3, true,  QUARANTINED",
        "QUALIFIED,   COMPLETED,  1, false, QUALIFIED",
        "QUALIFIED,   CURED,     -2, false, QUALIFIED",
        "QUARANTINED, COMPLETED,  2, true,  QUARANTINED",
        "QUARANTINED, COMPLETED,  3, true,  QUALIFIED",
        "QUARANTINED, CENSORED,   3, true,  QUARANTINED",
    })
    void move(TrustState before, Effect run, int streak, boolean above, TrustState after) {
        assertThat(new Cell(before, run, streak, above).after()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "UNPROVEN,    true,  UNPROVEN",
        "UNPROVEN,    false, CANARY",
        "QUALIFIED,   true,  UNPROVEN",
        "QUALIFIED,   false, CANARY",
        "CANARY,      true,  CANARY",
        "CANARY,      false, CANARY",
        "QUARANTINED, true,  CANARY",
        "QUARANTINED, false, CANARY",
    })
    void aNewVersionOfTheStack(TrustState before, boolean above, TrustState after) {
        assertThat(Trust.afterChange(before, above)).isEqualTo(after);
    }
}
