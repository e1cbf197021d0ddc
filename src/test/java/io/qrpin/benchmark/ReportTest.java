package io.qrpin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report;
  private final Path folder;

  ReportTest(@TempDir Path folder) {
    this.folder = folder;
    this.report = new Report("run", new PrintStream(printed, true, StandardCharsets.UTF_8), folder);
  }

  private static Answers answers(Map<Integer, Integer> countByStatus) {
    Answers answers = new Answers();
    countByStatus.forEach(
        (status, count) -> {
          for (int i = 0; i < count; i++) {
            answers.add(status, System.nanoTime());
          }
        });
    return answers.over(1_000_000_000);
  }

  @Test
  void aRunWithRefusalsGoesOnAndTheReportCountsThem() throws IOException {
    Answers some = answers(Map.of(200, 549, 503, 2, Answers.NONE, 1));

    assertThat(report.expecting(200, "sign-in, 64 connections", some)).isSameAs(some);
    report.write();

    assertThat(printed())
        .contains("sign-in, 64 connections")
        .contains("3 of 552 answers were not 200 (no answer: 1, 200: 549, 503: 2)")
        .doesNotContain("Every answer had the expected status");
    JsonObject refusal = json().getJsonArray("unexpected answers").getJsonObject(0);
    assertThat(refusal.getString("step")).isEqualTo("sign-in, 64 connections");
    assertThat(refusal.getInt("expected")).isEqualTo(200);
    assertThat(refusal.getInt("answers")).isEqualTo(552);
    assertThat(refusal.getInt("others")).isEqualTo(3);
  }

  @Test
  void aRunWithoutRefusalsSaysSo() throws IOException {
    report.expecting(204, "empty resource", answers(Map.of(204, 7)));
    report.write();

    assertThat(printed()).contains("Every answer had the expected status.");
    assertThat(json().getJsonArray("unexpected answers")).isEmpty();
  }

  @Test
  void aRunWithoutAnyAnswerIsReported() throws IOException {
    report.expecting(200, "sign-in", answers(Map.of()));
    report.write();

    assertThat(printed()).contains("0 of 0 answers were not 200");
    assertThat(json().getJsonArray("unexpected answers")).hasSize(1);
  }

  @Test
  void anOperationThatIsAlwaysRefusedHasARow() throws IOException {
    Operation operation = new Operation("sign-in", 200, () -> null);
    Answers refused = answers(Map.of(503, 4));
    Costs.Spent spent = new Costs.Spent(refused, 1, 1, 1, 1, 1, Map.of("select 1", 1.0));

    report.operation(operation, spent, refused, 10);
    report.atLeast("sign-ins / raw hashes", Double.NaN, 0.9);
    report.write();

    assertThat(printed().lines()).anyMatch(line -> line.matches("sign-in +0\\.0 .* 8"));
    assertThat(printed()).contains("missed");
    assertThat(json().getJsonArray("operations").getJsonObject(0).isNull("open loop, p99.0 ms"))
        .isTrue();
  }

  @Test
  void workersThatCouldNotBeEnrolledAreReported() throws IOException {
    report.notPrepared("enrolments", 2, 10_000);
    report.notPrepared("others", 0, 10_000);
    report.write();

    assertThat(json().getJsonObject("facts").getString("enrolments that failed"))
        .isEqualTo("2 of 10,000");
    assertThat(json().getJsonObject("facts")).doesNotContainKey("others that failed");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private JsonObject json() throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(folder.resolve("run.json")))) {
      return reader.readObject();
    }
  }
}
