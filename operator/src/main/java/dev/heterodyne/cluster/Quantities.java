package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads amounts of extended resources, which Kubernetes counts in whole devices. */
final class Quantities {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private Quantities() {}

    /** Extended resources (those named {@code domain/name}) with their amounts; zero amounts are left out. */
    static Map<String, Integer> extended(String field, @Nullable Map<String, Quantity> quantities, FieldChecks checks) {
        Map<String, Integer> devices = new HashMap<>();
        if (quantities == null) {
            return devices;
        }
        quantities.forEach((resource, quantity) -> {
            if (resource.indexOf('/') > 0) {
                int count = devices(field + "[" + resource + "]", quantity, checks);
                if (count > 0) {
                    devices.put(resource, count);
                }
            }
        });
        return devices;
    }

    private static int devices(String field, @Nullable Quantity quantity, FieldChecks checks) {
        try {
            if (quantity != null) {
                BigDecimal amount = quantity.getNumericalAmount();
                if (amount.signum() >= 0 && amount.compareTo(MOST) <= 0) {
                    return amount.intValueExact();
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            checks.fault(field, "is '" + quantity + "'; give a whole number of devices");
            return 0;
        }
        checks.fault(field, "is '" + quantity + "'; give a whole number of devices from 0 to " + MOST);
        return 0;
    }
}
