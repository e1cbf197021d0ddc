package io.qrpin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs every JMH benchmark of qrpin, each in its own JVM, and writes the results to {@code
 * target/benchmark/pieces.json}.
 */
public final class Pieces {

  private static final Path RESULT = Path.of("target", "benchmark", "pieces.json");

  private Pieces() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    Files.createDirectories(RESULT.getParent());
    new Runner(
            new OptionsBuilder()
                .include("io\\.qrpin\\..*Benchmark")
                .forks(1)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(RESULT.toString())
                .build())
        .run();
  }
}
