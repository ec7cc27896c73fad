package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;

/**
 * Another stack in a sandbox. It is slower than the sandbox's own, so a job with a runtime for both starts on that one and
 * comes here only when it is moved.
 */
record SecondStack(Sandbox sandbox) {
    /** Name of the stack and of the class. */
    String name() {
        return sandbox.name() + "-b";
    }

    /** Makes the class, nodes and a pool over them, and waits until it is counted. */
    List<Node> pool(String pool, int nodes, int accelerators) {
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: AcceleratorClass
                metadata: {name: NAME-b}
                spec:
                  resourceName: RESOURCE
                  stack: NAME-b
                  memoryGB: 64
                  memoryBandwidthGBps: 1600
                  peakTeraflops: {bf16: 74}
                  interconnect: {scaleUpGBps: 196, scaleUpDomain: 8, scaleOutGbps: 200}
                  efficiency: {trainingMFU: 0.3, prefillMFU: 0.5, decodeMBU: 0.6, communication: 0.7}
                  maturity:
                    training: {completion: 0.95, mtbfHours: 50000, weight: 4}
                    inference: {completion: 0.99, mtbfHours: 50000, weight: 4}
                """);
        List<Node> made = sandbox.nodes(pool, nodes, accelerators);
        sandbox.poolOf(pool, name(), pool);
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool(pool)).counts(nodes * accelerators, 0));
        return made;
    }
}
