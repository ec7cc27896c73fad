package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Slo;
import java.util.OptionalDouble;

/**
 * Published decode throughput, all with attention parallel over sequences and experts over the devices. docs/model.md says where
 * each row is from and what it assumes. The last figures are its errors as stated there.
 */
enum DecodeRow {
    H20_70MS(CalibrationDevice.H20, 16, 4864, 2, 1.85, 48, 0.0672, 714, -0.27, -0.27, -0.01, -0.01),
    H20_50MS(CalibrationDevice.H20, 16, 4864, 2, 1.85, 32, 0.0474, 675, -0.23, -0.27, -0.02, -0.03),
    H20_30MS(CalibrationDevice.H20, 16, 4864, 3, 2.55, 12, 0.0284, 423, -0.01, -0.02, 0.18, 0.30),
    ASCEND_910C_50MS(CalibrationDevice.ASCEND_910C, 160, 4096, 2, 1.7, 96, 0.0494, 1943, 0.31, 0.45, 0.02, 0.02),
    /** Its batch is not known to us, so only the bound can be held against it. */
    ASCEND_910C_30MS(CalibrationDevice.ASCEND_910C, 160, 4096, 2, 1.7, 0, 0.030, 974, 0, 1.28, 0, 0.61),
    ASCEND_910C_15MS(CalibrationDevice.ASCEND_910C, 160, 4096, 2, 1.7, 8, 0.0149, 538, 0.04, 0.27, -0.02, -0.10),
    H800_PROFILE(CalibrationDevice.H800, 128, 4096, 2, 1.6, 128, 0.0551, 2325, 0.02, 0.03, -0.13, -0.15),
    H800_BLOG(CalibrationDevice.H800, 144, 4989, 2, 1.6, 128, 0.0692, 1850, 0.17, 0.20, -0.02, -0.02),
    H100_MTP(CalibrationDevice.H100, 72, 4000, 2, 1.6, 128, 0.0589, 2172, 0.10, 0.12, -0.18, -0.19),
    H100_2K(CalibrationDevice.H100, 72, 2000, 1, 1, 256, 0.0919, 2785, 0.38, 0.38, 0.10, 0.10);

    private final CalibrationDevice device;
    private final int devices;
    private final double context;
    private final Speculation speculation;
    /** Sequences per device. */
    private final double batch;

    private final double tokenSeconds;
    final double published;
    /** At the published batch, default efficiencies. */
    final double documented;
    /** At the published latency, default efficiencies. */
    final double documentedAtBound;
    /** At the published batch, prefillMFU fitted to the device's prefill. */
    final double documentedFitted;
    /** At the published latency, prefillMFU fitted to the device's prefill. */
    final double documentedFittedAtBound;

    DecodeRow(
            CalibrationDevice device,
            int devices,
            double context,
            double checked,
            double accepted,
            double batch,
            double tokenSeconds,
            double published,
            double documented,
            double documentedAtBound,
            double documentedFitted,
            double documentedFittedAtBound) {
        this.device = device;
        this.devices = devices;
        this.context = context;
        this.speculation = new Speculation(checked, accepted);
        this.batch = batch;
        this.tokenSeconds = tokenSeconds;
        this.published = published;
        this.documented = documented;
        this.documentedAtBound = documentedAtBound;
        this.documentedFitted = documentedFitted;
        this.documentedFittedAtBound = documentedFittedAtBound;
    }

    boolean batchKnown() {
        return batch > 0;
    }

    double error() {
        return tokensPerSecond(Efficiencies.DEFAULT.prefillMfu()) / published - 1;
    }

    double errorAtBound() {
        return tokensPerSecondAtBound(Efficiencies.DEFAULT.prefillMfu()) / published - 1;
    }

    double errorFitted() {
        return tokensPerSecond(PrefillRow.fittedMfu(device)) / published - 1;
    }

    double errorFittedAtBound() {
        return fittedAtBound() / published - 1;
    }

    /** Tokens per second and device at the published latency, with the fitted prefillMFU. */
    double fittedAtBound() {
        return tokensPerSecondAtBound(PrefillRow.fittedMfu(device));
    }

    /** What hiding half of the communication gains at the published batch, over hiding none. */
    double gainOfOverlap() {
        DecodeStep step = step(Efficiencies.DEFAULT.prefillMfu());
        double all = batch * devices;
        double hidden = step.exposedSeconds(all) / (1 - ServingTraffic.OVERLAP) * ServingTraffic.OVERLAP;
        return hidden / (step.rooflineSeconds(all) + step.exposedSeconds(all));
    }

    private double tokensPerSecond(double prefillMfu) {
        return batch / step(prefillMfu).secondsPerToken(batch * devices);
    }

    private double tokensPerSecondAtBound(double prefillMfu) {
        ServingEstimate estimate = BestBatch.estimate(
                device.replica(devices, 1, prefillMfu),
                new Load(0, context, 0),
                new Slo(OptionalDouble.of(tokenSeconds), OptionalDouble.empty()),
                speculation);
        Serving serving = ((ServingEstimate.Serves) estimate).serving();
        return serving.batch() / serving.timePerOutputToken() / devices;
    }

    private DecodeStep step(double prefillMfu) {
        return new DecodeStep(device.replica(devices, 1, prefillMfu), context, speculation);
    }
}
