package dev.heterodyne.placement.model;

import java.util.List;

/** Number format of weights and matrix products. */
public enum Precision {
    FP32(4),
    TF32(4),
    BF16(2),
    FP16(2),
    FP8(1),
    INT8(1),
    FP4(0.5),
    INT4(0.5);

    private final double bytes;

    Precision(double bytes) {
        this.bytes = bytes;
    }

    /** Bytes per weight. */
    public double bytes() {
        return bytes;
    }

    /**
     * Formats a chip may compute in for weights of this one, first choice first: the format itself, its peer of equal
     * width, then wider ones, since narrow weights are widened on chips without the narrow unit.
     */
    public List<Precision> computableIn() {
        return switch (this) {
            case FP32 -> List.of(FP32, TF32);
            case TF32 -> List.of(TF32, FP32);
            case BF16 -> List.of(BF16, FP16, TF32, FP32);
            case FP16 -> List.of(FP16, BF16, TF32, FP32);
            case FP8 -> List.of(FP8, INT8, BF16, FP16, TF32, FP32);
            case INT8 -> List.of(INT8, FP8, BF16, FP16, TF32, FP32);
            case FP4 -> List.of(FP4, INT4, FP8, INT8, BF16, FP16, TF32, FP32);
            case INT4 -> List.of(INT4, FP4, INT8, FP8, BF16, FP16, TF32, FP32);
        };
    }
}
