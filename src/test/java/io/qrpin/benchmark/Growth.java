package io.qrpin.benchmark;

import io.qrpin.pin.Pin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The benchmark with a thousand, a hundred thousand and a million workers, and with 1 to 64
 * connections. Each figure is a share of the raw hashes just before and after. So a machine that
 * drifts does not look like a database that grows.
 */
public final class Growth {

  private static final int[] WORKERS = {1_000, 100_000, 1_000_000};
  private static final int[] CLIENTS = {1, 4, 16, 64};
  private static final int COMPARED_CLIENTS = 16;
  private static final Duration HASHING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final String SAMPLE_PIN = "35387687";

  private Growth() {}

  public static void main(String[] args) throws SQLException, IOException {
    Report report = new Report("growth", System.out);
    try (RawHashes raw = new RawHashes();
        Plant plant = new Plant("growth")) {
      plant.open();
      BulkWorkers bulk =
          new BulkWorkers(
              BulkWorkers.hasherOf(plant.plan::value),
              Pin.of(SAMPLE_PIN).orElseThrow(),
              Instant.now());
      Traffic traffic = new Traffic(plant.server.port());
      Map<Integer, Double> compared = new HashMap<>();
      try (Costs costs = new Costs(plant.server.java(), plant.database)) {
        int there = 0;
        for (int workers : WORKERS) {
          copy(bulk, plant, there, workers);
          there = workers;
          costs.warmUp(
              () -> traffic.closed(COMPARED_CLIENTS, MEASURED, () -> signIn(plant, bulk, workers)));
          for (int clients : CLIENTS) {
            double before = raw.aSecond(HASHING);
            Answers answers =
                report.expecting(
                    200,
                    "%,d workers, %d connections".formatted(workers, clients),
                    traffic.closed(clients, MEASURED, () -> signIn(plant, bulk, workers)));
            double share = answers.aSecond(200) / ((before + raw.aSecond(HASHING)) / 2);
            report.fact(
                "%,9d workers, %2d connections: sign-ins / raw hashes".formatted(workers, clients),
                share);
            report.fact(
                "%,9d workers, %2d connections: p99, ms".formatted(workers, clients),
                answers.percentile(200, 99));
            if (clients == COMPARED_CLIENTS) {
              compared.put(workers, share);
            }
          }
          report.fact(
              "%,9d workers: resident memory of the server, MB".formatted(workers),
              costs.residentMegabytes());
        }
      }
      report.fact(
          "size of the database, MB",
          Double.parseDouble(
              plant.database.value("select pg_database_size(current_database()) / 1e6")));
      report.atLeast(
          "sign-ins with 1,000,000 workers / with 1,000",
          compared.get(1_000_000) / compared.get(1_000),
          0.97);
    }
    report.write();
  }

  private static void copy(BulkWorkers bulk, Plant plant, int from, int to)
      throws SQLException, IOException {
    System.out.printf("%,d workers%n", to);
    try (Connection connection = plant.database.connect()) {
      bulk.copyInto(connection, from, to);
    }
  }

  /** Picks any worker at random, so that no row is cached more often than others. */
  private static Request signIn(Plant plant, BulkWorkers bulk, int workers) {
    int number = ThreadLocalRandom.current().nextInt(workers);
    return plant.signIn(
        new Claimant(bulk.userId(number), bulk.badgeText(number), SAMPLE_PIN), SAMPLE_PIN);
  }
}
