package dev.heterodyne.api;

/** Number format of weights and matrix products. */
public enum Precision {
    /** 32-bit float. */
    fp32,
    /** bfloat16. */
    bf16,
    /** 16-bit float. */
    fp16,
    /** 8-bit float. */
    fp8,
    /** 8-bit integer. */
    int8,
    /** 4-bit float. */
    fp4,
    /** 4-bit integer. */
    int4
}
