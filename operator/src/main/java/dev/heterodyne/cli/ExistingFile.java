package dev.heterodyne.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the path of a file that has to be there; what comes after would only say that it holds nothing of use. */
final class ExistingFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        Path file = Path.of(text);
        if (!Files.exists(file)) {
            throw new TypeConversionException("there is no file '" + text + "'; correct the path");
        }
        if (Files.isDirectory(file)) {
            throw new TypeConversionException("'" + text + "' is a directory; name a file in it");
        }
        return file;
    }
}
