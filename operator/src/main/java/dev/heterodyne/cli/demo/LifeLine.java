package dev.heterodyne.cli.demo;

import java.io.IOException;

/**
 * Ends another process when this one does, even by SIGKILL: a shell waits on a pipe that only this process holds, and the
 * kernel closes it.
 */
final class LifeLine implements AutoCloseable {
    private final Process shell;

    private LifeLine(Process shell) {
        this.shell = shell;
    }

    /** Ties a process to this one, until it has ended by itself. */
    static LifeLine to(Process process) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "trap '' INT TERM HUP; read -r _; kill -9 \"$1\"", "sh", Long.toString(process.pid()));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        LifeLine line = new LifeLine(builder.start());
        // Its number may be another process's by the time this one ends.
        var unused = process.onExit().thenRun(line::close);
        return line;
    }

    /** Lets go of the process, which lives on. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
