package io.qrpin.benchmark;

import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Measures what the duration of a refusal reveals about a badge. One client sends sign-ins that are
 * all refused, of each kind in turn, in an order that changes from round to round. So a machine
 * that drifts looks the same for all kinds. Each kind is compared with a wrong PIN at a live badge:
 * {@code -Drequests} of each, 200 where it is not set.
 */
public final class Timing {

  private static final int REQUESTS = Integer.getInteger("requests", 200);

  /** Enough for the compiler, and for the floor to follow what wrong PINs take here. */
  private static final int WARM_UP = 100;

  private static final int CLIENTS = 4;
  private static final int REFUSED = 401;
  private static final int GROUP = 5;
  private static final double MOST_FOR_ONE = 0.55;
  private static final double MOST_FOR_LEAST = 0.6;
  private static final long SEED = 20_261_127;

  /** One below the free guesses: no worker is locked. */
  private static final int GUESSES_EACH = 4;

  /** Why a sign-in is refused. */
  private enum Kind {
    WRONG_PIN("live badge, wrong PIN"),
    NO_PIN("live badge, seven digits"),
    UNKNOWN("unknown badge"),
    EXPIRED("expired badge"),
    REVOKED("revoked badge"),
    NO_BADGE("no badge");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  private final Report report = new Report("timing", System.out);
  private final Plant plant;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger guesses = new AtomicInteger();
  private final Queue<String> newcomers = new ConcurrentLinkedQueue<>();
  private final List<Claimant> live = new ArrayList<>();
  private Claimant expired;
  private Claimant revoked;

  private Timing(Plant plant) {
    this.plant = plant;
  }

  public static void main(String[] args) {
    try (Plant plant = new Plant("timing")) {
      Timing timing = new Timing(plant);
      timing.run();
      timing.report.write();
    }
  }

  private void run() {
    plant.open();
    int workers = (WARM_UP + REQUESTS) / GUESSES_EACH + 3;
    newcomers.addAll(plant.hire(workers));
    live.addAll(Crew.of(CLIENTS, workers, plant.server.port(), this::enrol));
    expired = live.remove(0);
    revoked = live.remove(0);
    plant.database.update(
        "update qr_code set starts_at = now() - interval '2 days',"
            + " expires_at = now() - interval '1 day' where subscriber_id = ?",
        expired.id());
    plant.database.update("delete from qr_code where subscriber_id = ?", revoked.id());
    try (Client client = new Client(plant.server.port())) {
      measure(client, WARM_UP);
      report(measure(client, REQUESTS));
    }
  }

  private Optional<Claimant> enrol(Client client) {
    String id = newcomers.remove();
    return client.insist(plant.enrolment(id), 201).map(body -> Plant.enrolled(id, body));
  }

  private Map<Kind, long[]> measure(Client client, int rounds) {
    Map<Kind, long[]> nanos = new EnumMap<>(Kind.class);
    Stream.of(Kind.values()).forEach(kind -> nanos.put(kind, new long[rounds]));
    List<Kind> order = new ArrayList<>(List.of(Kind.values()));
    Random shuffling = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, shuffling);
      for (Kind kind : order) {
        Request request = request(kind);
        long start = System.nanoTime();
        int status = client.answer(request);
        nanos.get(kind)[round] = System.nanoTime() - start;
        if (status != REFUSED) {
          throw new IllegalStateException(kind.label + " was answered with " + status);
        }
      }
    }
    return nanos;
  }

  private Request request(Kind kind) {
    int number = guesses.getAndIncrement();
    Claimant somebody = live.get(number / Kind.values().length % live.size());
    String guess = "7%07d".formatted(number);
    return switch (kind) {
      case WRONG_PIN -> plant.signIn(somebody, guess.equals(somebody.pin()) ? "83591642" : guess);
      case NO_PIN -> plant.signIn(somebody, guess.substring(1));
      case UNKNOWN -> plant.signIn(showing(badge()), guess);
      case EXPIRED -> plant.signIn(expired, guess);
      case REVOKED -> plant.signIn(revoked, guess);
      case NO_BADGE -> plant.signIn(showing("x".repeat(somebody.badge().length())), guess);
    };
  }

  private static Claimant showing(String badge) {
    return new Claimant("", badge, "");
  }

  private String badge() {
    return BadgeText.of(QrToken.random(random))
        .expose(digits -> new String(digits, StandardCharsets.US_ASCII));
  }

  private void report(Map<Kind, long[]> nanos) {
    long[] wrongPin = nanos.get(Kind.WRONG_PIN);
    nanos.forEach(
        (kind, durations) -> {
          report.fact(kind.label + ", least, ms", millis(durations, 0));
          report.fact(kind.label + ", median, ms", millis(durations, 50));
          report.fact(kind.label + ", 90 %, ms", millis(durations, 90));
        });
    nanos.forEach(
        (kind, durations) -> {
          if (kind != Kind.WRONG_PIN) {
            report.atMost(
                kind.label + ": area for one request", Roc.area(wrongPin, durations), MOST_FOR_ONE);
            report.atMost(
                kind.label + ": area for the least of " + GROUP,
                Roc.areaOfLeast(GROUP, wrongPin, durations),
                MOST_FOR_LEAST);
          }
        });
  }

  private static double millis(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }
}
