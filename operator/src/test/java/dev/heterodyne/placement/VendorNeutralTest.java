package dev.heterodyne.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors are data: no code of the core may ask for one. Comments may, since sources have names. */
class VendorNeutralTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern VENDOR = Pattern.compile(
            "nvidia|huawei|cambricon|hygon|\\bamd\\b|ascend(?!ing)|\\bh[0-9]+0\\b|910[bc]|cuda|rocm|cann(?!ot)|hccl|nccl",
            Pattern.CASE_INSENSITIVE);

    private static String code(String source) {
        return COMMENT.matcher(source).replaceAll("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void noCodeOfTheCoreNamesAVendor() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/heterodyne/placement"))) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).toList();

            assertThat(sources)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(file -> assertThat(code(read(file))).doesNotContainPattern(VENDOR));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (chip.name().startsWith(\"ascend\"))",
                "boolean isCuda = true;",
                "case \"H20\" ->",
                "chip.cannVersion()"
            })
    void theRuleSeesAVendor(String code) {
        assertThat(code(code)).containsPattern(VENDOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/* an H20 */ int x;", "int y; // Ascend", "\"it cannot\"", "sorted(ascending)"})
    void theRuleSparesCommentsAndEnglish(String code) {
        assertThat(code(code)).doesNotContainPattern(VENDOR);
    }
}
