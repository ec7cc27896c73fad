package dev.heterodyne.evidence;

/**
 * How a pool's state moves. Time alone moves nothing, only a run on the pool's present stack does:
 *
 * <table>
 * <caption>n = canaryRuns; above = completion is at least the floor</caption>
 * <tr><th>from</th><th>run</th><th>to</th></tr>
 * <tr><td>any</td><td>censored or ignored</td><td>the same</td></tr>
 * <tr><td>UNPROVEN, CANARY</td><td>the n-th completed in a row, above</td><td>QUALIFIED</td></tr>
 * <tr><td>UNPROVEN, CANARY</td><td>the n-th failed in a row</td><td>QUARANTINED</td></tr>
 * <tr><td>UNPROVEN</td><td>any other, above</td><td>UNPROVEN</td></tr>
 * <tr><td>UNPROVEN</td><td>any other, below</td><td>CANARY</td></tr>
 * <tr><td>CANARY</td><td>any other</td><td>CANARY</td></tr>
 * <tr><td>QUALIFIED</td><td>failed, and below the floor or the n-th in a row</td><td>QUARANTINED</td></tr>
 * <tr><td>QUALIFIED</td><td>any other</td><td>QUALIFIED</td></tr>
 * <tr><td>QUARANTINED</td><td>the n-th completed in a row, above</td><td>QUALIFIED</td></tr>
 * <tr><td>QUARANTINED</td><td>any other</td><td>QUARANTINED</td></tr>
 * </table>
 *
 * <p>A new version of the stack: a pool that had lost trust, or is below the floor, is CANARY; one that had it is UNPROVEN.
 *
 * <p>So between quarantine and the next qualification there are always n completed runs in a row, and a pool that was never
 * trusted is not quarantined by its first unlucky canary. {@link Learning} sees to it that n in a row are always above.
 */
final class Trust {
    private Trust() {}

    /**
     * @param streak after the run
     * @param above whether completion, the run included, is at least the floor
     */
    static TrustState after(TrustState before, Effect run, int streak, boolean above, int canaryRuns) {
        return switch (before) {
            case UNPROVEN, CANARY -> untrusted(before, run, streak, above, canaryRuns);
            case QUALIFIED ->
                run == Effect.FAILED && (!above || streak <= -canaryRuns) ? TrustState.QUARANTINED : before;
            case QUARANTINED -> earned(run, streak, above, canaryRuns) ? TrustState.QUALIFIED : before;
        };
    }

    private static TrustState untrusted(TrustState before, Effect run, int streak, boolean above, int canaryRuns) {
        if (run == Effect.CENSORED || run == Effect.IGNORED) {
            return before;
        }
        if (run == Effect.FAILED && streak <= -canaryRuns) {
            return TrustState.QUARANTINED;
        }
        if (earned(run, streak, above, canaryRuns)) {
            return TrustState.QUALIFIED;
        }
        return before == TrustState.UNPROVEN && above ? TrustState.UNPROVEN : TrustState.CANARY;
    }

    /**
     * The state in which a new version of the stack starts.
     *
     * @param above whether what is carried over is at least the floor
     */
    static TrustState afterChange(TrustState before, boolean above) {
        return switch (before) {
            case UNPROVEN, QUALIFIED -> above ? TrustState.UNPROVEN : TrustState.CANARY;
            case CANARY, QUARANTINED -> TrustState.CANARY;
        };
    }

    private static boolean earned(Effect run, int streak, boolean above, int canaryRuns) {
        return run == Effect.COMPLETED && streak >= canaryRuns && above;
    }
}
