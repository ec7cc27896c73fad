package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Who has to leave so that a service gets room for so many pods: nobody while what is being vacated is enough; else as few jobs
 * as will do, those on what the service lends before others, then those whose loss counts least. The same world gives the same
 * choice.
 */
record Victims(Vacancy vacancy, long wanted) {
    List<Borrower> choose() {
        List<Borrower> chosen = new ArrayList<>();
        List<Borrower> left = new ArrayList<>(vacancy.candidates());
        boolean found = true;
        while (found && vacancy.pods() < wanted) {
            List<Borrower> next = next(left);
            next.forEach(vacancy::leaves);
            chosen.addAll(next);
            left.removeAll(next);
            found = !next.isEmpty();
        }
        List<Borrower> needed = withoutNeedless(chosen);
        needed.forEach(vacancy::stays);
        return needed;
    }

    private List<Borrower> next(List<Borrower> left) {
        long missing = wanted - vacancy.pods();
        // The order in which they come is the last that decides.
        return left.stream()
                .filter(b -> vacancy.gain(b) > 0)
                .min(Comparator.comparingLong((Borrower b) -> -Math.min(missing, vacancy.gain(b)))
                        .thenComparing(b -> !vacancy.isOnOwnSeats(b)))
                .map(List::of)
                .orElseGet(() -> vacancy.fewestForOnePod(left));
    }

    /** Those whose loss counts most are spared first. */
    private List<Borrower> withoutNeedless(List<Borrower> chosen) {
        List<Borrower> sparing = new ArrayList<>(chosen);
        sparing.sort(Borrower.LEAST_LOSS_FIRST);
        Collections.reverse(sparing);
        List<Borrower> needed = new ArrayList<>(chosen);
        long least = Math.min(wanted, vacancy.pods());
        for (Borrower borrower : sparing) {
            vacancy.stays(borrower);
            if (vacancy.pods() >= least) {
                needed.remove(borrower);
            } else {
                vacancy.leaves(borrower);
            }
        }
        return needed;
    }
}
