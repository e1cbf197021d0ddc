package io.qrpin.desk.list;

import io.qrpin.bulk.BulkLine;
import io.qrpin.bulk.BulkRun;
import io.qrpin.bulk.BulkSummary;
import io.qrpin.bulk.LineOutcome;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A run through a list that somebody at the desk has begun. Thread safe. */
public final class ListRun {

  /**
   * A line that failed.
   *
   * @param line its number in the list
   * @param id the list's own id of the line, or an empty text
   * @param user the worker that it names, or an empty text
   * @param sentence what was wrong
   */
  public record Failure(int line, String id, String user, String sentence) {}

  /** A line that is done, with its badge and PIN, which are printed and erased apart. */
  public record Issued(int line, Subscriber worker, LineOutcome.Done secrets) {

    public void eraseBadge() {
      secrets.badge().ifPresent(IssuedQrCode::close);
    }

    public void erasePin() {
      secrets.pin().ifPresent(IssuedPin::close);
    }

    @Override
    public String toString() {
      return "Issued[hidden]";
    }
  }

  private final UUID id = UUID.randomUUID();
  private final String owner;
  private final int lines;
  private final Clock clock;
  private final Instant begunAt;
  private final List<Failure> failures = new ArrayList<>();
  private List<Issued> badges = new ArrayList<>();
  private List<Issued> pins = new ArrayList<>();
  private BulkSummary summary;
  private Optional<Instant> endedAt = Optional.empty();

  ListRun(String owner, int lines, Clock clock) {
    this.owner = owner;
    this.lines = lines;
    this.clock = clock;
    this.begunAt = clock.instant();
    this.summary = new BulkSummary(0, 0, 0, lines);
  }

  /** Takes all results of a run. */
  void follow(BulkRun run, Function<SubscriberId, Subscriber> directory) {
    FailureWords words = new FailureWords();
    try (run) {
      for (var result = run.next(); result.isPresent(); result = run.next()) {
        note(result.get(), run.summary(), directory, words);
      }
    } finally {
      end(run.summary());
    }
  }

  private void note(
      BulkRun.Result result,
      BulkSummary now,
      Function<SubscriberId, Subscriber> directory,
      FailureWords words) {
    BulkLine line = result.line();
    Optional<Issued> issued =
        result.outcome() instanceof LineOutcome.Done done
            ? Optional.of(new Issued(line.number(), directory.apply(done.subscriber()), done))
            : Optional.empty();
    Optional<String> problem = result.outcome().match(words);
    synchronized (this) {
      summary = now;
      issued.filter(it -> it.secrets().badge().isPresent()).ifPresent(badges::add);
      issued.filter(it -> it.secrets().pin().isPresent()).ifPresent(pins::add);
      problem.ifPresent(
          sentence ->
              failures.add(new Failure(line.number(), line.id().orElse(""), user(line), sentence)));
    }
  }

  private static String user(BulkLine line) {
    return line instanceof BulkLine.Asked asked ? asked.user() : "";
  }

  private synchronized void end(BulkSummary last) {
    summary = last;
    endedAt = Optional.of(clock.instant());
  }

  /** Its address in the desk. */
  public UUID id() {
    return id;
  }

  /** Whether that person began it. */
  boolean isOf(String person) {
    return owner.equals(person);
  }

  public Instant begunAt() {
    return begunAt;
  }

  public int lines() {
    return lines;
  }

  public synchronized BulkSummary summary() {
    return summary;
  }

  public synchronized boolean hasEnded() {
    return endedAt.isPresent();
  }

  /** The time that the rest takes if it goes on as before; empty before the first result. */
  public synchronized Optional<Duration> timeLeft() {
    int seen = lines - summary.left();
    return seen == 0 || endedAt.isPresent()
        ? Optional.empty()
        : Optional.of(
            Duration.between(begunAt, clock.instant())
                .multipliedBy(summary.left())
                .dividedBy(seen));
  }

  /** The failed lines, in the order of the list. */
  public synchronized List<Failure> failures() {
    return failures.stream().sorted(Comparator.comparingInt(Failure::line)).toList();
  }

  /** The number of badges that can be printed. */
  public synchronized int badgesLeft() {
    return badges.size();
  }

  /** The number of PINs that can be printed. */
  public synchronized int pinsLeft() {
    return pins.size();
  }

  /** Hands out the badges of an ended run in the order of the list. The caller erases them. */
  public synchronized List<Issued> takeBadges() {
    List<Issued> taken = inOrder(badges);
    badges = new ArrayList<>();
    return taken;
  }

  /** Hands out the PINs of an ended run in the order of the list. The caller erases them. */
  public synchronized List<Issued> takePins() {
    List<Issued> taken = inOrder(pins);
    pins = new ArrayList<>();
    return taken;
  }

  private static List<Issued> inOrder(List<Issued> issued) {
    return issued.stream().sorted(Comparator.comparingInt(Issued::line)).toList();
  }

  /** Erases what was not printed. */
  void erase() {
    takeBadges().forEach(Issued::eraseBadge);
    takePins().forEach(Issued::erasePin);
  }

  @Override
  public String toString() {
    return "ListRun[" + id + "]";
  }
}
