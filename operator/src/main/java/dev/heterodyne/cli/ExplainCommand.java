package dev.heterodyne.cli;

import dev.heterodyne.cli.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heterodyne explain}: why a job of a cluster is where it is. */
@Command(
        name = "explain",
        header = "Show why a job in the cluster runs where it does, or why it waits.",
        description = {
            "",
            "Reads the decision from the job's status and the figures of the pools from theirs."
                    + " Needs no more than the right to get the job and to list acceleratorpools.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heterodyne explain tjob/r2-pretrain -n research",
            "  heterodyne explain ijob/r2-chat -n serving -o json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the job was found",
            "1:the job or the cluster was not found, or something else went wrong",
            "2:the command line is not valid, or names a file that is not there"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KIND/NAME",
            converter = JobReference.Converter.class,
            description = "The job: trainingjob (tjob) or inferencejob (ijob), and its name.")
    @SuppressWarnings("NullAway.Init")
    private JobReference job;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace of the job. Default: that of the kubeconfig's context.")
    private @Nullable String namespace;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Kubeconfig to use. Default: as kubectl, KUBECONFIG or ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Override
    public Integer call() {
        Optional<Report> report;
        try (ClusterJobs cluster = ClusterJobs.connect(Optional.ofNullable(kubeconfig))) {
            report = cluster.explain(job, Optional.ofNullable(namespace));
        }
        if (report.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("there is no " + job.kindName() + " " + job.name()
                            + (namespace == null ? "; name its namespace with -n" : " in namespace " + namespace));
            return ExitCode.SOFTWARE;
        }
        output.write(report.get(), spec.commandLine().getOut(), System.getenv());
        return ExitCode.OK;
    }
}
