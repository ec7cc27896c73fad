package dev.heterodyne.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Vectors under src/test/resources/golden; each file says where its figures come from. */
public final class Golden {
    private Golden() {}

    public static Stream<JsonNode> of(String file, String list) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            JsonNode vectors = new ObjectMapper()
                    .readTree(Objects.requireNonNull(in, file))
                    .path(list);
            if (vectors.isEmpty()) {
                throw new IllegalStateException(file + " has no vectors in " + list);
            }
            return StreamSupport.stream(vectors.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] numbers(JsonNode list) {
        return stream(list).toArray();
    }

    public static double[][] rows(JsonNode matrix) {
        return StreamSupport.stream(matrix.spliterator(), false)
                .map(Golden::numbers)
                .toArray(double[][]::new);
    }

    private static DoubleStream stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToDouble(JsonNode::asDouble);
    }
}
