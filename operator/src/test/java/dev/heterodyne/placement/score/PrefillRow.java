package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Efficiencies;

/** Published prefill throughput; docs/model.md says where each row is from. The last figures are its errors as stated there. */
enum PrefillRow {
    H20_4K(CalibrationDevice.H20, 8, 8, 4096, 2062, -0.26, 0.00),
    ASCEND_910C_4K(CalibrationDevice.ASCEND_910C, 16, 1, 4096, 5655, 0.46, 0.00),
    ASCEND_910C_4K_BALANCED(CalibrationDevice.ASCEND_910C, 16, 1, 4096, 6688, 0.23, -0.15),
    H800_4K_PROFILE(CalibrationDevice.H800, 32, 1, 4096, 7839, 0.40, 0.00),
    H800_BLOG(CalibrationDevice.H800, 32, 1, 4096, 4026, 1.72, 0.95),
    H100_4K(CalibrationDevice.H100, 32, 1, 4096, 6288, 0.74, 0.00),
    H100_4K_BALANCED(CalibrationDevice.H100, 32, 1, 4096, 7417, 0.48, -0.15),
    H100_2K(CalibrationDevice.H100, 32, 1, 2048, 6818, 0.77, 0.01),
    H100_1K(CalibrationDevice.H100, 32, 1, 1024, 7209, 0.76, 0.01);

    private final CalibrationDevice device;
    private final int devices;
    private final int tensor;
    private final double promptTokens;
    private final double published;
    /** With the default efficiencies. */
    final double documented;
    /** With prefillMFU fitted to the device's first row. */
    final double documentedFitted;

    PrefillRow(
            CalibrationDevice device,
            int devices,
            int tensor,
            double promptTokens,
            double published,
            double documented,
            double documentedFitted) {
        this.device = device;
        this.devices = devices;
        this.tensor = tensor;
        this.promptTokens = promptTokens;
        this.published = published;
        this.documented = documented;
        this.documentedFitted = documentedFitted;
    }

    /** The prefillMFU with which the model gives this row. */
    double fittedMfu() {
        PrefillTime unit = time(1);
        double asked = promptTokens * groups() / (published * devices);
        return unit.computeSeconds() / (asked - unit.exposedSeconds());
    }

    /** The prefillMFU fitted to the first row of a device. */
    static double fittedMfu(CalibrationDevice device) {
        return switch (device) {
            case H20 -> H20_4K.fittedMfu();
            case ASCEND_910C -> ASCEND_910C_4K.fittedMfu();
            case H800 -> H800_4K_PROFILE.fittedMfu();
            case H100 -> H100_4K.fittedMfu();
        };
    }

    double error() {
        return error(Efficiencies.DEFAULT.prefillMfu());
    }

    double errorFitted() {
        return error(fittedMfu(device));
    }

    private double error(double prefillMfu) {
        return promptTokens * groups() / time(prefillMfu).seconds() / devices / published - 1;
    }

    private PrefillTime time(double prefillMfu) {
        return PrefillTime.of(device.replica(devices, tensor, prefillMfu), promptTokens);
    }

    private double groups() {
        return device.replica(devices, tensor, 1).groups();
    }
}
