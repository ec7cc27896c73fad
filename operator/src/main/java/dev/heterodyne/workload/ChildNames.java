package dev.heterodyne.workload;

import java.util.regex.Pattern;

/**
 * Names of what is made for a job: the same for the same job, always. A name that does not fit where it is used (too long,
 * a dot, a leading digit) is cut and gets a hash of the whole, so that two jobs never share a child.
 */
public final class ChildNames {
    private static final int MAX_LABEL = 63;
    private static final int HASH_LENGTH = 8;
    /** What LeaderWorkerSet and StatefulSet add to a name where they use it as a label: -GROUP and -REVISION. */
    private static final int GROUP_SUFFIX = 17;

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private ChildNames() {}

    /** Batch Job and headless Service of one attempt. Leaves room for {@code -RANK}: pods take it as their host name. */
    public static String attempt(String job, int attempt, int replicas) {
        int room = String.valueOf(replicas - 1).length() + 1;
        return fit(job, "-a" + attempt, MAX_LABEL - room);
    }

    /** ConfigMap with the rank table of an attempt. */
    static String rankTable(String attempt) {
        return attempt + "-ranktable";
    }

    /** The same where MindCluster's launchers are to know it: its prefix, then the name of the batch Job. */
    static String rings(String attempt) {
        return "rings-config-" + attempt;
    }

    /** Deployment of the replicas in one pool. */
    public static String share(String job, String pool) {
        return fit(job + "-" + pool, "", MAX_LABEL);
    }

    /**
     * LeaderWorkerSet of one replica in a pool.
     *
     * @param number tells it from the other replicas, at least 0
     */
    public static String group(String job, String pool, int number) {
        return fit(job + "-" + pool, "-" + number, MAX_LABEL - GROUP_SUFFIX);
    }

    /** Service and disruption budget over all replicas. */
    public static String service(String job) {
        return fit(job, "", MAX_LABEL);
    }

    /** Canary run of that number that is to qualify a pool. */
    public static String qualification(String pool, int number) {
        return fit("qualify-" + pool, "-" + number, MAX_LABEL);
    }

    /** A job's name as a label value. */
    public static String labelValue(String name) {
        return name.length() <= MAX_LABEL
                ? name
                : name.substring(0, MAX_LABEL - HASH_LENGTH - 1) + "-" + ShortHash.of(name, HASH_LENGTH / 2);
    }

    private static String fit(String name, String suffix, int max) {
        if (name.length() + suffix.length() <= max && DNS_LABEL.matcher(name).matches()) {
            return name + suffix;
        }
        String label = (Character.isDigit(name.charAt(0)) ? "j" : "") + name.replace('.', '-');
        int room = max - suffix.length() - HASH_LENGTH - 1;
        return label.substring(0, Math.min(label.length(), room)) + "-" + ShortHash.of(name, HASH_LENGTH / 2) + suffix;
    }
}
