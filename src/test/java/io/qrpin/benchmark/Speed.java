package io.qrpin.benchmark;

import io.qrpin.hashing.Argon2Providers;
import io.qrpin.it.LibertyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The benchmark: the share of the machine's raw hashes that is served as sign-ins, and the cost of
 * the other operations. Figures are compared only within one run. A refusal is counted and
 * reported, and never ends the run.
 */
public final class Speed {

  private static final int WORKERS = Integer.getInteger("workers", 10_000);

  /** These workers have changed their PINs, so they can sign in. */
  private static final int SIGNING_IN = WORKERS * 2 / 5;

  private static final int CLIENTS = 16;
  private static final int MOST_CLIENTS = 64;
  private static final int HTTP2_CONNECTIONS = 8;
  private static final int SPARE = 1_000;
  private static final int ROUNDS = 3;
  private static final Duration HASHING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(6);
  private static final Duration OVERLOAD_WARM_UP = Duration.ofSeconds(20);
  private static final Duration LOAD = Duration.ofSeconds(15);
  private static final Duration OVERLOAD = Duration.ofSeconds(60);
  private static final double LOAD_ON_TIME = 0.7;
  private static final double OVERLOAD_FACTOR = 3;
  private static final List<String> PINS = List.of("35387687", "09599786");
  private static final String WRONG_PIN = "40286173";

  private final Report report = new Report("speed", System.out);
  private final RawHashes raw;
  private final Plant plant;
  private final Traffic traffic;
  private final List<Claimant> signing = new ArrayList<>();
  private final List<Claimant> others = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<String> newcomers = new ConcurrentLinkedQueue<>();

  private final Operation right =
      new Operation("sign-in, right PIN", 200, () -> signIn(signer(), true));
  private final Operation wrong =
      new Operation("sign-in, wrong PIN", 401, () -> signIn(signer(), false));
  private final Operation reset = new Operation("PIN reset", 201, () -> resetOf(someoneReset()));
  private final Operation enrolment = new Operation("enrolment", 201, this::enrolmentOfNewcomer);
  private final Operation pin = new Operation("GET PIN", 200, () -> pinOf(anybody()));
  private final Operation method = new Operation("GET method", 200, () -> methodOf(anybody()));
  private final Operation nothing = new Operation("empty resource", 204, this::nothing);

  private Speed(RawHashes raw, Plant plant) {
    this.raw = raw;
    this.plant = plant;
    this.traffic = new Traffic(plant.server.port());
  }

  public static void main(String[] args) {
    try (RawHashes raw = new RawHashes();
        Plant plant = new Plant("speed")) {
      Speed speed = new Speed(raw, plant);
      try {
        speed.run();
      } finally {
        speed.report.write();
      }
    }
  }

  private void run() {
    report.fact("Argon2id by", raw.provider());
    plant.open();
    try (Costs costs = new Costs(plant.server.java(), plant.database)) {
      report.fact("resident memory after the start, MB", costs.residentMegabytes());
      say("enrolling %,d workers, of whom %,d change their PINs".formatted(WORKERS, SIGNING_IN));
      newcomers.addAll(plant.hire(WORKERS));
      int port = plant.server.port();
      signing.addAll(Crew.of(CLIENTS, SIGNING_IN, port, this::settle));
      others.addAll(Crew.of(CLIENTS, WORKERS - SIGNING_IN, port, this::enrol));
      report.notPrepared("enrolments", WORKERS - signing.size() - others.size(), WORKERS);
      if (signing.isEmpty() || others.isEmpty()) {
        throw new IllegalStateException("no worker could be enrolled");
      }
      warmUp(costs);
      say("measuring");
      measure(costs);
      overload(costs);
    }
    plant.server.close();
    report.atMost(
        "resident memory after load, %d connections, MB".formatted(MOST_CLIENTS),
        residentAfterLoad(),
        420);
    say("starting servers");
    Starts starts = new Starts(plant);
    report.fact("start to ready, s", starts.secondsWithQrpin());
    report.fact(
        "start to ready of the server with an empty WAR, s", starts.secondsOfAnEmptyServer());
    report.atMost(
        "start to ready / with an empty WAR",
        starts.secondsWithQrpin() / starts.secondsOfAnEmptyServer(),
        1.5);
    Allocation allocation = new Allocation(plant, signing.get(0));
    for (String provider : List.of(Argon2Providers.LIBSODIUM, Argon2Providers.BOUNCY_CASTLE)) {
      report.atMost(
          "KB allocated by a sign-in without HTTP and JSON, " + provider,
          allocation.bytes(provider) / 1e3,
          100);
    }
  }

  private static void say(String what) {
    System.out.println(what);
  }

  private Optional<Claimant> enrol(Client client) {
    String id = newcomers.remove();
    return client.insist(plant.enrolment(id), 201).map(body -> Plant.enrolled(id, body));
  }

  /** Enrols a worker and changes the PIN, because a temporary PIN does not sign in. */
  private Optional<Claimant> settle(Client client) {
    return enrol(client)
        .flatMap(
            enrolled -> {
              String own = PINS.get(enrolled.pin().equals(PINS.get(0)) ? 1 : 0);
              return client
                  .insist(plant.changeOfPin(enrolled, own), 204)
                  .map(done -> new Claimant(enrolled.id(), enrolled.badge(), own));
            });
  }

  private void warmUp(Costs costs) {
    for (Operation operation : List.of(right, wrong, reset, nothing, pin, method)) {
      costs.warmUp(
          () ->
              expected(
                  "warm-up", operation, traffic.closed(CLIENTS, MEASURED, operation.requests())));
    }
  }

  private void measure(Costs costs) {
    Map<Operation, List<Double>> ratios = new LinkedHashMap<>();
    Map<Operation, Costs.Spent> spent = new LinkedHashMap<>();
    List<Double> hashes = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      hashes.add(raw.aSecond(HASHING));
      for (Operation operation : List.of(right, wrong, reset, enrolment)) {
        double before = hashes.get(hashes.size() - 1);
        Costs.Spent most = closed(costs, operation, before);
        hashes.add(raw.aSecond(HASHING));
        double around = (before + hashes.get(hashes.size() - 1)) / 2;
        note(operation, most, around, spent, ratios);
      }
      Costs.Spent before = closed(costs, nothing, 0);
      Costs.Spent ofPin = closed(costs, pin, 0);
      Costs.Spent after = closed(costs, nothing, 0);
      Costs.Spent ofMethod = closed(costs, method, 0);
      double around = (rate(nothing, before) + rate(nothing, after)) / 2;
      note(nothing, after, around, spent, ratios);
      note(pin, ofPin, around, spent, ratios);
      note(method, ofMethod, around, spent, ratios);
    }
    report.fact("raw hashes a second, all processors", Starts.median(hashes));
    spent.forEach(
        (operation, most) -> {
          double offered = LOAD_ON_TIME * rate(operation, most);
          hireFor(operation, offered);
          Answers onTime = traffic.open(MOST_CLIENTS, offered, MEASURED, operation.requests());
          report.operation(operation, most, expected("open loop", operation, onTime), offered);
        });
    report.atLeast("sign-ins / raw hashes", Starts.median(ratios.get(right)), 0.90);
    report.atLeast("PIN resets / raw hashes", Starts.median(ratios.get(reset)), 0.85);
    report.fact("wrong sign-ins / raw hashes", Starts.median(ratios.get(wrong)));
    report.fact("enrolments / raw hashes", Starts.median(ratios.get(enrolment)));
    report.fact("GET method / empty resource", Starts.median(ratios.get(method)));
    report.atLeast("GET PIN / empty resource", Starts.median(ratios.get(pin)), 0.55);
    report.atMost("SQL round trips of a right sign-in", spent.get(right).roundTrips(), 4);
    report.atMost("commits of a right sign-in", spent.get(right).commits(), 2);
  }

  private Costs.Spent closed(Costs costs, Operation operation, double hashesASecond) {
    hireFor(operation, hashesASecond);
    return costs.of(
        () ->
            expected(
                "closed loop", operation, traffic.closed(CLIENTS, MEASURED, operation.requests())));
  }

  private Answers expected(String step, Operation operation, Answers answers) {
    return report.expecting(operation.status(), operation.name() + ", " + step, answers);
  }

  private static double rate(Operation operation, Costs.Spent spent) {
    return spent.answers().aSecond(operation.status());
  }

  /** Keeps the figures of the last round, and the ratios of all rounds. */
  private static void note(
      Operation operation,
      Costs.Spent most,
      double around,
      Map<Operation, Costs.Spent> spent,
      Map<Operation, List<Double>> ratios) {
    spent.put(operation, most);
    ratios.computeIfAbsent(operation, any -> new ArrayList<>()).add(rate(operation, most) / around);
  }

  private void overload(Costs costs) {
    double some = OVERLOAD_FACTOR * rate(right, closed(costs, right, 0));
    costs.warmUp(
        () -> traffic.openOverHttp2(HTTP2_CONNECTIONS, some, OVERLOAD_WARM_UP, right.requests()));
    Answers many = traffic.closed(MOST_CLIENTS, MEASURED, right.requests());
    double capacity = expected(MOST_CLIENTS + " connections", right, many).aSecond(right.status());
    Costs.Spent spent =
        costs.of(
            () ->
                traffic.openOverHttp2(
                    HTTP2_CONNECTIONS, OVERLOAD_FACTOR * capacity, OVERLOAD, right.requests()));
    Answers offered = spent.answers();
    report.fact("capacity, sign-ins a second", capacity);
    report.fact("offered three times that for 60 s: answers", offered.statuses());
    report.atLeast("overload: served / capacity", offered.aSecond(right.status()) / capacity, 0.85);
    report.atMost(
        "overload: p99 of what is served, ms", offered.percentile(right.status(), 99), 3_000);
    report.atMost(
        "overload: answers other than 200, 401, 503",
        offered.count() - offered.count(200) - offered.count(401) - offered.count(503),
        0);
    report.fact("overload: processors that the driver took, %", 100 * spent.driversShare());
    report.fact("overload: p99 of what is turned away, ms", offered.percentile(503, 99));
    report.fact("resident memory after overload, MB", costs.residentMegabytes());
  }

  /**
   * Measures a server that runs qrpin alone, without the application and the agent that measure.
   */
  private double residentAfterLoad() {
    try (LibertyServer alone = plant.another("alone", plan -> plan).layOut()) {
      alone.start();
      Traffic load = new Traffic(alone.port());
      for (Operation operation : List.of(right, wrong, reset, pin, method, right)) {
        expected(
            "load of " + MOST_CLIENTS + " connections",
            operation,
            load.closed(MOST_CLIENTS, LOAD, operation.requests()));
      }
      return Costs.residentMegabytes(alone.java());
    }
  }

  private Claimant signer() {
    return nextOf(signing);
  }

  private Claimant anybody() {
    int number = Math.floorMod(next.getAndIncrement(), signing.size() + others.size());
    return number < signing.size() ? signing.get(number) : others.get(number - signing.size());
  }

  private Claimant someoneReset() {
    return nextOf(others);
  }

  private Claimant nextOf(List<Claimant> workers) {
    return workers.get(Math.floorMod(next.getAndIncrement(), workers.size()));
  }

  private Request signIn(Claimant claimant, boolean rightly) {
    return plant.signIn(claimant, rightly ? claimant.pin() : WRONG_PIN + next.get() % 10);
  }

  private Request resetOf(Claimant claimant) {
    return plant.reset(claimant);
  }

  private Request pinOf(Claimant claimant) {
    return plant.pin(claimant);
  }

  private Request methodOf(Claimant claimant) {
    return plant.method(claimant);
  }

  private Request nothing() {
    return plant.nothing();
  }

  /**
   * Enough workers are hired before. Refusals are quick and use up more, so others are hired then.
   */
  private Request enrolmentOfNewcomer() {
    for (String id = newcomers.poll(); ; id = newcomers.poll()) {
      if (id != null) {
        return plant.enrolment(id);
      }
      newcomers.addAll(plant.hire(SPARE));
    }
  }

  /** Hires twice as many as can be enrolled in the time. */
  private void hireFor(Operation operation, double aSecond) {
    if (operation == enrolment) {
      int wanted = (int) (2 * aSecond * MEASURED.toSeconds());
      newcomers.addAll(plant.hire(Math.max(0, wanted - newcomers.size())));
    }
  }
}
