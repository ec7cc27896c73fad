package dev.heterodyne.cli;

import dev.heterodyne.cli.manifest.ManifestReader;
import dev.heterodyne.cli.manifest.Manifests;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heterodyne plan}: decides without a cluster. */
@Command(
        name = "plan",
        header = "Decide where jobs would run, without a cluster.",
        description = {
            "",
            "Reads manifests as 'kubectl get ... -o yaml' prints them, places the jobs in order of priority and age"
                    + " with the very code that the operator runs, and prints the result with its reasons."
                    + " Jobs whose status holds a placement keep it.",
            "",
            "It looks at Node, Pod, PriorityClass, AcceleratorClass, AcceleratorPool, PlacementPolicy, TrainingJob"
                    + " and InferenceJob, in any mix and order, one by one or in Lists; other kinds are skipped."
                    + " A pool's status counts: what has been learned of its maturity goes into the decision.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Plan what a folder of manifests describes:",
            "    heterodyne plan -f examples/r2",
            "  Ask what a new job would get in the cluster as it is:",
            "    kubectl get nodes,pods,priorityclasses,accel,apool,ppol,tjob,ijob -A -o yaml \\",
            "      | heterodyne plan -f - -f new-job.yaml",
            "  Read the decisions from a program:",
            "    heterodyne plan -f examples/r2 -o json | jq '.placements[] | {name, outcome, shares}'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every job was decided, whether placed or not",
            "1:something else went wrong",
            "2:the input or the command line is not valid; a line per fault says where"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {
    private final InputStream stdin;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE|DIR|-",
            description = {
                "Manifests to read: a YAML or JSON file, a directory with all .yaml, .yml and .json files below it,"
                        + " or - for standard input. May be repeated."
            })
    private List<String> filenames = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say on standard error what is skipped.")
    private boolean verbose;

    PlanCommand() {
        this(System.in);
    }

    PlanCommand(InputStream stdin) {
        this.stdin = stdin;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Manifests manifests = new ManifestReader(stdin).read(filenames);
        if (verbose) {
            manifests.notes().forEach(note -> err.println("note: " + note));
        }
        manifests.warnings().forEach(warning -> err.println("warning: " + warning));
        if (!manifests.faults().isEmpty()) {
            manifests.faults().forEach(err::println);
            return ExitCode.USAGE;
        }
        Planner.Plan plan = new Planner(Clock.systemUTC()).plan(manifests.objects());
        plan.warnings().forEach(warning -> err.println("warning: " + warning));
        output.write(plan.report(), spec.commandLine().getOut(), System.getenv());
        return ExitCode.OK;
    }
}
