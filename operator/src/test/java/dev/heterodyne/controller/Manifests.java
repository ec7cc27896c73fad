package dev.heterodyne.controller;

/** Manifests that the tests share. */
final class Manifests {
    /** A class, a pool and two nodes of eight. */
    static final String H20 = """
            apiVersion: heterodyne.dev/v1alpha1
            kind: AcceleratorClass
            metadata: {name: nvidia-h20}
            spec:
              resourceName: nvidia.com/gpu
              stack: cuda
              memoryGB: 96
              memoryBandwidthGBps: 4000
              peakTeraflops: {bf16: 148}
              maturity: {training: {completion: 0.95, mtbfHours: 50000, weight: 4}}
            ---
            apiVersion: heterodyne.dev/v1alpha1
            kind: AcceleratorPool
            metadata: {name: h20-a}
            spec: {className: nvidia-h20}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: h20-1, labels: {kubernetes.io/hostname: h20-1}}
            status:
              capacity: {nvidia.com/gpu: "8"}
              allocatable: {nvidia.com/gpu: "8"}
              conditions: [{type: Ready, status: "True"}]
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: h20-2, labels: {kubernetes.io/hostname: h20-2}}
            status:
              capacity: {nvidia.com/gpu: "8"}
              allocatable: {nvidia.com/gpu: "8"}
              conditions: [{type: Ready, status: "True"}]
            """;

    /** The definition of LeaderWorkerSet as far as the operator looks at it. */
    static final String LEADER_WORKER_SET = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: leaderworkersets.leaderworkerset.x-k8s.io}
            spec:
              group: leaderworkerset.x-k8s.io
              scope: Namespaced
              names: {kind: LeaderWorkerSet, plural: leaderworkersets}
              versions: [{name: v1, served: true, storage: true}]
            status:
              conditions: [{type: Established, status: "True"}]
            """;

    private Manifests() {}

    /** A training job of the namespace {@code team}; {@code more} is added to its spec. */
    static String training(String name, int replicas, String more) {
        return """
                apiVersion: heterodyne.dev/v1alpha1
                kind: TrainingJob
                metadata: {name: %s, namespace: team}
                spec:
                  model: {parameters: 7B}
                  replicas: %d
                  acceleratorsPerReplica: 8
                  %s
                  runtimes:
                    - {stack: cuda, template: {spec: {containers: [{name: trainer, image: i}]}}}
                """.formatted(name, replicas, more);
    }

    /** An inference job of the namespace {@code team}. */
    static String inference(String name, int replicas) {
        return """
                apiVersion: heterodyne.dev/v1alpha1
                kind: InferenceJob
                metadata: {name: %s, namespace: team}
                spec:
                  model: {parameters: 7B}
                  acceleratorsPerReplica: 4
                  replicas: {min: %d}
                  service: {port: 8000}
                  runtimes:
                    - {stack: cuda, template: {spec: {containers: [{name: server, image: i}]}}}
                """.formatted(name, replicas);
    }
}
