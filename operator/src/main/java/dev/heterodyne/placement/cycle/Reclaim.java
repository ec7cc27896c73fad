package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a growing inference job can have beyond what is free now: accelerators that are being vacated, and those of preemptible
 * training. What is claimed is kept from jobs that wait; it is placed on by a later cycle, once it is free.
 */
final class Reclaim {
    private final List<Borrower> borrowers;
    private final Map<JobId, Preemption> preemptions = new LinkedHashMap<>();

    /** From the preemptible training among these jobs. */
    Reclaim(List<Placed> placed) {
        List<Borrower> found = new ArrayList<>();
        for (Placed job : placed) {
            if (job.request() instanceof TrainingRequest training && training.preemptible()) {
                found.add(new Borrower(training, job.shares()));
            }
        }
        found.sort(Borrower.LEAST_LOSS_FIRST);
        borrowers = List.copyOf(found);
    }

    /**
     * Replicas that could be had in a pool beyond those that its free accelerators hold, up to {@code most}.
     *
     * @param lentNodes nodes that the job lends there, which its view shows as its own
     */
    int beyondFree(InferenceRequest request, PoolView view, Variant variant, List<String> lentNodes, int most) {
        Vacancy vacancy = vacancy(request, view, variant, lentNodes);
        long now = vacancy.podsFree() / variant.podsPerReplica();
        vacancy.candidates().forEach(vacancy::leaves);
        long then = vacancy.pods() / variant.podsPerReplica();
        return (int) Math.max(0, Math.min(most, then - now));
    }

    /** Claims that many of them: keeps what is or gets free there from others, and asks borrowers to give back the rest. */
    void claim(InferenceRequest request, PoolView view, Variant variant, List<String> lentNodes, int replicas) {
        Vacancy vacancy = vacancy(request, view, variant, lentNodes);
        long wanted = (long) replicas * variant.podsPerReplica();
        for (Borrower victim : new Victims(vacancy, wanted).choose()) {
            vacancy.leaves(victim);
            preemptions.put(victim.id(), preemption(victim, request, view, lentNodes));
        }
        vacancy.keep(wanted);
    }

    private Vacancy vacancy(InferenceRequest request, PoolView view, Variant variant, List<String> lentNodes) {
        Vacancy vacancy = new Vacancy(view, variant.acceleratorsPerPod(), lentNodes, request.priority());
        for (Borrower borrower : borrowers) {
            if (preemptions.containsKey(borrower.id())) {
                vacancy.left(borrower);
            } else {
                vacancy.offer(borrower);
            }
        }
        return vacancy;
    }

    private static Preemption preemption(
            Borrower victim, InferenceRequest request, PoolView view, List<String> lentNodes) {
        String pool = view.pool().name();
        boolean returned = victim.nodesIn(pool).keySet().stream().anyMatch(lentNodes::contains);
        String why = returned
                ? "%s needs the accelerators of pool %s again that it lends"
                : "%s needs accelerators of pool %s, which preemptible training gives up";
        return new Preemption(victim.id(), request.id(), pool, why.formatted(request.id(), pool));
    }

    /** Who has to give back, all claims so far together. */
    List<Preemption> preemptions() {
        return List.copyOf(preemptions.values());
    }
}
