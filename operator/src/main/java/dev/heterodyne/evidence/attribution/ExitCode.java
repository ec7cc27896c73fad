package dev.heterodyne.evidence.attribution;

import dev.heterodyne.evidence.Outcome;
import java.util.Optional;

/**
 * The exit code of the container that failed first. A shell says 126 for a command that it cannot execute and 127 for one that it
 * does not find (POSIX, Exit Status for Commands); any other code may be the program's doing or a consequence, also death by a signal.
 */
final class ExitCode implements Rule {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    @Override
    public Optional<Finding> find(AttemptEnd end) {
        return FailedExit.of(end).stream().findFirst().map(ExitCode::finding);
    }

    private static Finding finding(FailedExit failed) {
        int code = failed.exit().code();
        String reason =
                "exit code " + code + meaning(code) + " of " + failed.pod().where();
        return Finding.of(code == NOT_EXECUTABLE || code == NOT_FOUND ? Outcome.USER_ERROR : Outcome.UNKNOWN, reason);
    }

    private static String meaning(int code) {
        return switch (code) {
            case NOT_EXECUTABLE -> " (command cannot be executed)";
            case NOT_FOUND -> " (command not found)";
            case 134 -> " (SIGABRT)";
            case 135 -> " (SIGBUS)";
            case 137 -> " (SIGKILL)";
            case 139 -> " (SIGSEGV)";
            case 143 -> " (SIGTERM)";
            default -> "";
        };
    }
}
