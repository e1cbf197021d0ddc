package io.qrpin.benchmark;

import io.qrpin.pin.Pin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * A list of workers in one request: its rate beside what its permits can hash, what it takes from
 * sign-ins that keep all processors busy, and the memory that it takes. Figures are compared only
 * within one run.
 */
public final class Bulk {

  private static final int LINES = Integer.getInteger("lines", 10_000);
  private static final int WORKERS = 1_000;
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 3;
  private static final Duration HASHING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final String PIN = "35387687";

  private final Report report = new Report("bulk", System.out);
  private final RawHashes raw;
  private final Plant plant;
  private final BulkWorkers workers;
  private final Traffic traffic;

  private Bulk(RawHashes raw, Plant plant, BulkWorkers workers) {
    this.raw = raw;
    this.plant = plant;
    this.workers = workers;
    this.traffic = new Traffic(plant.server.port());
  }

  public static void main(String[] args) throws SQLException, IOException {
    try (RawHashes raw = new RawHashes();
        Plant plant = new Plant("bulk")) {
      plant.open();
      BulkWorkers workers =
          new BulkWorkers(
              BulkWorkers.hasherOf(plant.plan::value), Pin.of(PIN).orElseThrow(), Instant.now());
      try (Connection connection = plant.database.connect()) {
        workers.copyInto(connection, 0, WORKERS);
      }
      Bulk bulk = new Bulk(raw, plant, workers);
      try (Costs costs = new Costs(plant.server.java(), plant.database)) {
        costs.warmUp(bulk::signIns);
        bulk.list(LINES / 10).join();
        bulk.beside();
        bulk.alone(costs);
      }
      bulk.report.write();
    }
  }

  /** Its permits are a quarter of the processors, and at least one. */
  private static int permits() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
  }

  private void alone(Costs costs) {
    double megabytes = costs.residentMegabytes();
    double before = raw.aSecond(HASHING, permits());
    long start = System.nanoTime();
    long done = list(LINES).join();
    double aSecond = done * 1e9 / (System.nanoTime() - start);
    double hashes = (before + raw.aSecond(HASHING, permits())) / 2;
    report.fact("lines of the list, all of them done", done);
    report.fact("lines a second", aSecond);
    report.atLeast("lines / raw hashes of the bulk permits", aSecond / hashes, 0.8);
    report.atMost("more resident memory, MB", costs.residentMegabytes() - megabytes, 60);
  }

  private void beside() {
    List<Double> ratios = new ArrayList<>();
    List<Double> lines = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double before = signIns().aSecond(200);
      CompletableFuture<Long> list = list(LINES);
      long done = done();
      double during = signIns().aSecond(200);
      lines.add((done() - done) / (double) MEASURED.toSeconds());
      stop(list);
      ratios.add(during / ((before + signIns().aSecond(200)) / 2));
    }
    report.atLeast("sign-ins beside a list / without", Starts.median(ratios), 0.9);
    report.fact("lines a second beside sign-ins", Starts.median(lines));
  }

  private Answers signIns() {
    return report.expecting(
        200,
        CLIENTS + " connections",
        traffic.closed(
            CLIENTS,
            MEASURED,
            () -> {
              int number = ThreadLocalRandom.current().nextInt(WORKERS);
              return plant.signIn(
                  new Claimant(workers.userId(number), workers.badgeText(number), PIN), PIN);
            }));
  }

  private long done() {
    return Long.parseLong(plant.database.value("select count(*) from qr_code_pin_method"));
  }

  private Exchange connection;

  /** Sends a list of newcomers; gives the number of lines that were done. */
  private CompletableFuture<Long> list(int lines) {
    String csv =
        plant.hire(lines).stream()
            .map(id -> id + "," + id + ",enrol\n")
            .collect(Collectors.joining("", "id,user,mode\n", ""));
    try {
      connection = new Exchange(plant.server.port());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    Exchange own = connection;
    return CompletableFuture.supplyAsync(
        () -> {
          try (own) {
            own.send(plant.enrolments(csv));
            return own.body().lines().filter(line -> line.contains("\"status\":\"done\"")).count();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Goes away, and waits until the server has noticed. */
  private void stop(CompletableFuture<Long> list) {
    connection.close();
    list.exceptionally(gone -> 0L).join();
    long done = done();
    for (boolean goesOn = true; goesOn; ) {
      raw.aSecond(Duration.ofSeconds(1), 1);
      long now = done();
      goesOn = now > done;
      done = now;
    }
  }
}
