package dev.heterodyne.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "heterodyne",
        header = "Decides which accelerators a training or an inference job should run on.",
        description = {"", "Each command explains itself: heterodyne COMMAND --help", ""},
        subcommands = {OperatorCommand.class, PlanCommand.class, ExplainCommand.class, DemoCommand.class},
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private static final int HELP_WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(Main::report);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    /** An error in one line; the trace is for those who can use it. */
    private static int report(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("heterodyne: " + chain(error));
        if (System.getenv("HETERODYNE_TRACE") != null) {
            error.printStackTrace(command.getErr());
        } else {
            command.getErr().println("heterodyne: set HETERODYNE_TRACE=1 to see where");
        }
        return ExitCode.SOFTWARE;
    }

    /** What happened and what it came from, down to the cause that names the trouble. */
    private static String chain(Throwable error) {
        String message =
                Optional.ofNullable(error.getMessage()).orElse(error.toString()).replaceFirst("\\.$", "");
        Throwable cause = error.getCause();
        return cause == null || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + ": " + chain(cause);
    }

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"heterodyne " + (version == null ? "(not packaged)" : version)};
        }
    }
}
