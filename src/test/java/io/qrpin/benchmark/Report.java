package io.qrpin.benchmark;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a run: printed when they are known, printed again as tables at the end, and
 * written as JSON. A missed bound or an unexpected answer is reported and fails nothing: people
 * judge the figures of one run.
 */
final class Report {

  private static final Path FOLDER = Path.of("target/benchmark");

  private final Path folder;
  private final String name;
  private final PrintStream out;
  private final JsonObjectBuilder facts = Json.createObjectBuilder();
  private final JsonArrayBuilder operations = Json.createArrayBuilder();
  private final JsonArrayBuilder bounds = Json.createArrayBuilder();
  private final JsonArrayBuilder unexpected = Json.createArrayBuilder();
  private final List<String> operationLines = new ArrayList<>();
  private final List<String> boundLines = new ArrayList<>();
  private final List<String> factLines = new ArrayList<>();
  private final List<String> unexpectedLines = new ArrayList<>();

  Report(String name, PrintStream out) {
    this(name, out, FOLDER);
  }

  /**
   * @param folder for the file of JSON
   */
  Report(String name, PrintStream out, Path folder) {
    this.folder = folder;
    this.name = name;
    this.out = out;
    fact("java", System.getProperty("java.vm.version"));
    fact("processors", Runtime.getRuntime().availableProcessors());
  }

  /**
   * Counts the answers that do not have the expected status, and reports them. Their share says how
   * far the figures of this step can be trusted; the run goes on.
   *
   * @param step of the run, for the reader
   * @return the same answers
   */
  Answers expecting(int status, String step, Answers answers) {
    long others = answers.countOthers(status);
    if (others > 0 || answers.count() == 0) {
      String line =
          String.format(
              Locale.ROOT,
              "%-58s %,d of %,d answers were not %d (%s)",
              step,
              others,
              answers.count(),
              status,
              answers.statuses());
      unexpectedLines.add(line);
      out.println(line);
      unexpected.add(
          Json.createObjectBuilder()
              .add("step", step)
              .add("expected", status)
              .add("answers", answers.count())
              .add("others", others)
              .add("statuses", answers.statuses()));
    }
    return answers;
  }

  /** Reports requests of the set-up that failed for good. */
  void notPrepared(String what, int failed, int wanted) {
    if (failed > 0) {
      fact(what + " that failed", "%,d of %,d".formatted(failed, wanted));
    }
  }

  /** Reports a figure that has no bound. */
  void fact(String what, Object value) {
    String text = value instanceof Double number ? figure(number) : value.toString();
    String line = "%-58s %s".formatted(what, text);
    factLines.add(line);
    out.println(line);
    if (value instanceof Double number) {
      add(facts, what, number);
    } else {
      facts.add(what, text);
    }
  }

  /**
   * Reports an operation.
   *
   * @param most the run with as many requests as the server takes
   * @param onTime the run with fewer requests, each sent when it was due
   * @param offered requests a second in that run
   */
  void operation(Operation operation, Costs.Spent most, Answers onTime, double offered) {
    int status = operation.status();
    String line =
        String.format(
            Locale.ROOT,
            "%-24s %8.1f %8.1f %7.1f %7.1f %7.1f %7.1f %8.2f %8.2f %8.2f %6.1f%% %8.0f %6d %6d %6d",
            operation.name(),
            most.answers().aSecond(status),
            offered,
            onTime.percentile(status, 50),
            onTime.percentile(status, 95),
            onTime.percentile(status, 99),
            onTime.percentile(status, 99.9),
            most.serverMillis(),
            most.postgresMillis(),
            most.driverMillis(),
            100 * most.driversShare(),
            most.allocatedBytes() / 1e3,
            most.roundTrips(),
            most.commits(),
            most.answers().countOthers(status) + onTime.countOthers(status));
    operationLines.add(line);
    out.println(line);
    JsonObjectBuilder json = Json.createObjectBuilder().add("operation", operation.name());
    add(json, "per second", most.answers().aSecond(status));
    add(json, "open loop, offered per second", offered);
    for (double percentile : new double[] {50, 95, 99, 99.9}) {
      add(json, "open loop, p" + percentile + " ms", onTime.percentile(status, percentile));
    }
    add(json, "server CPU ms", most.serverMillis());
    add(json, "PostgreSQL CPU ms", most.postgresMillis());
    add(json, "driver CPU ms", most.driverMillis());
    add(json, "allocated bytes", most.allocatedBytes());
    add(json, "SQL round trips", most.roundTrips());
    add(json, "commits on disk", most.writingTransactions());
    json.add("answers", most.answers().statuses() + "; open loop " + onTime.statuses());
    JsonObjectBuilder statements = Json.createObjectBuilder();
    for (Map.Entry<String, Double> calls : most.statements().entrySet()) {
      add(statements, calls.getKey(), calls.getValue());
    }
    operations.add(json.add("statements", statements));
  }

  void atLeast(String what, double value, double bound) {
    bound(what, value, "at least", bound, value >= bound);
  }

  void atMost(String what, double value, double bound) {
    bound(what, value, "at most", bound, value <= bound);
  }

  private void bound(String what, double value, String how, double bound, boolean reached) {
    String line =
        "%-58s %9s   %-8s %9s   %s"
            .formatted(what, figure(value), how, figure(bound), reached ? "reached" : "missed");
    boundLines.add(line);
    out.println(line);
    JsonObjectBuilder json = Json.createObjectBuilder().add("what", what);
    add(json, "value", value);
    add(json, how, bound);
    bounds.add(json.add("reached", reached));
  }

  private static void add(JsonObjectBuilder json, String what, double value) {
    if (Double.isFinite(value)) {
      json.add(what, value);
    } else {
      json.addNull(what);
    }
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
  }

  void write() {
    out.println();
    factLines.forEach(out::println);
    if (!operationLines.isEmpty()) {
      out.println();
      out.println(
          """
                                      most  open loop: latency in ms, from when it was due       CPU, ms a request      driver   alloc.    SQL  commits  other
          operation                    1/s offered     p50     p95     p99   p99.9   server Postgres   driver  share       KB trips  on disk answers"""
              .stripIndent());
      operationLines.forEach(out::println);
    }
    if (!boundLines.isEmpty()) {
      out.println();
      boundLines.forEach(out::println);
    }
    out.println();
    if (unexpectedLines.isEmpty()) {
      out.println("Every answer had the expected status.");
    } else {
      out.println("Unexpected answers, which distort the figures of their step:");
      unexpectedLines.forEach(out::println);
    }
    Path file = folder.resolve(name + ".json");
    try {
      Files.createDirectories(folder);
      try (var writer = Files.newBufferedWriter(file);
          JsonWriter json =
              Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                  .createWriter(writer)) {
        json.writeObject(
            Json.createObjectBuilder()
                .add("facts", facts)
                .add("operations", operations)
                .add("bounds", bounds)
                .add("unexpected answers", unexpected)
                .build());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.println("The same for machines: " + file);
  }
}
