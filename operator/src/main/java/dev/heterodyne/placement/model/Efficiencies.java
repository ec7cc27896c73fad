package dev.heterodyne.placement.model;

/** Shares of the datasheet peaks that software reaches, each above 0 and at most 1. */
public record Efficiencies(double trainingMfu, double prefillMfu, double decodeMbu, double communication) {
    /**
     * Where a class states none: MFU between Pangu Ultra MoE (0.30, arXiv 2505.04519) and Llama 3 (0.38 to 0.43, arXiv
     * 2407.21783); the others as in Huawei's msmodeling profiles, lowered for prefill and decode.
     */
    public static final Efficiencies DEFAULT = new Efficiencies(0.40, 0.50, 0.60, 0.70);
}
