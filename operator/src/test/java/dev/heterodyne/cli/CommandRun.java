package dev.heterodyne.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
record CommandRun(int exit, String err) {
    static CommandRun of(String... arguments) {
        StringWriter err = new StringWriter();
        int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
        return new CommandRun(exit, err.toString());
    }

    String firstLine() {
        return err.lines().findFirst().orElse("");
    }
}
