package dev.heterodyne.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A program run to its end. */
record Command(List<String> words, Map<String, String> environment) {
    static Command of(Object... words) {
        return new Command(Arrays.stream(words).map(Object::toString).toList(), Map.of());
    }

    Command with(Object... more) {
        List<String> all = Stream.concat(words.stream(), Arrays.stream(more).map(Object::toString))
                .toList();
        return new Command(all, environment);
    }

    Command environment(String name, Object value) {
        return new Command(words, Map.of(name, value.toString()));
    }

    /** Its standard output; where it fails, what it said is in the error. */
    String run() {
        Result result = result();
        if (result.exit() != 0) {
            throw new AssertionError("%s ended with %d:%n%s%n%s"
                    .formatted(String.join(" ", words), result.exit(), result.output(), result.errors()));
        }
        return result.output();
    }

    Result result() {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String output = text(process.getInputStream());
            return new Result(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(words + " was interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Result(int exit, String output, String errors) {}
}
