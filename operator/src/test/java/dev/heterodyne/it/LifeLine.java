package dev.heterodyne.it;

import java.io.IOException;

/**
 * Ends a process when this one does, even by SIGKILL: a shell waits on a pipe that only this process holds, and the
 * kernel closes it.
 */
final class LifeLine implements AutoCloseable {
    private final Process shell;

    private LifeLine(Process shell) {
        this.shell = shell;
    }

    static LifeLine to(long pid) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; kill -9 \"$1\"", "sh", Long.toString(pid));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return new LifeLine(builder.start());
    }

    /** Lets go of the process, which lives on. */
    @Override
    public void close() {
        // The shell before its cat, whose end would let it go on to kill.
        shell.toHandle().destroyForcibly();
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
