package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildNamesTest {
    private static final String LONG = "a".repeat(63);

    @Test
    void aNameThatFitsIsKept() {
        assertThat(ChildNames.attempt("r2-pretrain", 3, 4)).isEqualTo("r2-pretrain-a3");
        assertThat(ChildNames.share("r2-chat", "h20-a")).isEqualTo("r2-chat-h20-a");
        assertThat(ChildNames.service("r2-chat")).isEqualTo("r2-chat");
    }

    @Test
    void hostNamesOfAllRanksFitALabel() {
        String name = ChildNames.attempt(LONG, 12, 10000);
        assertThat(name + "-9999").hasSizeLessThanOrEqualTo(63);
        assertThat(name).endsWith("-a12");
    }

    @Test
    void cutNamesStayApart() {
        assertThat(ChildNames.service(LONG + "1")).isNotEqualTo(ChildNames.service(LONG + "2"));
        assertThat(ChildNames.labelValue(LONG + "1"))
                .hasSizeLessThanOrEqualTo(63)
                .isNotEqualTo(ChildNames.labelValue(LONG + "2"));
    }

    @Test
    void servicesAreDnsLabelsWhateverTheJobIsCalled() {
        assertThat(ChildNames.service("7b.sft")).matches("[a-z]([-a-z0-9]*[a-z0-9])?");
        assertThat(ChildNames.service("a.b")).isNotEqualTo(ChildNames.service("a-b"));
    }
}
