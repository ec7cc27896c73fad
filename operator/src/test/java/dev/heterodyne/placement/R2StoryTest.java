package dev.heterodyne.placement;

import org.junit.jupiter.api.Test;

class R2StoryTest {
    @Test
    void print() {
        var r = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 4, 8)
                .pool("ascend-a", Chips.ASCEND, 2, 4, 16)
                .waits(Jobs.pretrain(), Jobs.chat())
                .run();
        r.decisions().forEach(d -> {
            System.out.println(d.job() + " " + d.outcome() + " " + d.reason() + " " + d.message());
            d.shares().forEach(System.out::println);
            d.candidates().forEach(System.out::println);
        });
        System.out.println(r.prices());
    }
}
