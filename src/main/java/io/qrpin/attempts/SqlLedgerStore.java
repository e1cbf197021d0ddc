package io.qrpin.attempts;

import static io.qrpin.database.AttemptConnections.instant;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditSql;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinOftenGuessed;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.database.AttemptConnections;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The ledger in PostgreSQL: one statement an operation, committed by itself.
 *
 * <p>A statement that judges the row takes its lock first ({@code mine}) and judges what it finds
 * then: of many at once each sees what the one before it left. Whoever has not paid yet does not
 * wait for that lock, and asks again: an attempt that waits in the database holds a permit and a
 * connection, which the attempts of others need. Settles wait for it; the database judges a
 * condition once more after that only where the row was changed meanwhile, so leases are looked at
 * after the lock was taken. The clock is the database's.
 */
@ApplicationScoped
class SqlLedgerStore implements LedgerStore {

  /** From how many wrong guesses in all its life on a PIN is worth a warning. */
  private static final int OFTEN = 100;

  private static final String CHARGE =
      """
      with mine as (
        select subscriber_id, open_charges
          from attempt_ledger
         where subscriber_id = ?
           and failures < ?
           and not unlock_owed
           and (not_before is null or not_before <= clock_timestamp())
           and (open_charges = 0 or lease_until > clock_timestamp())
           and case when failures < ? then failures + open_charges < ? else open_charges = 0 end
           for no key update skip locked
      )
      update attempt_ledger l
         set open_charges = m.open_charges + 1,
             lease_until = clock_timestamp() + make_interval(secs => ?)
        from mine m
       where l.subscriber_id = m.subscriber_id
      returning l.epoch, l.generation, l.failures, l.failing_since
      """;

  private static final String EXPIRE =
      """
      with mine as (
        select l.*, coalesce((?::integer[])[failures + open_charges], -1) as wait
          from attempt_ledger l
         where subscriber_id = ? and open_charges > 0 and lease_until <= clock_timestamp()
           for no key update skip locked
      ), settled as (
        update attempt_ledger l
           set epoch = m.epoch + 1,
               open_charges = 0,
               failures = m.failures + m.open_charges,
               total_failures = m.total_failures + m.open_charges,
               failing_since = coalesce(m.failing_since, clock_timestamp()),
               not_before = case when m.wait > 0
                                 then clock_timestamp() + make_interval(secs => m.wait)
                                 when m.wait = 0 then m.not_before end,
               unlock_owed = m.unlock_owed or m.wait <> 0
          from mine m
         where l.subscriber_id = m.subscriber_id
        returning l.subscriber_id, l.not_before, m.wait, m.open_charges as cost, l.total_failures
      )
      """;

  private static final String UNLOCK =
      """
      with mine as (
        select subscriber_id
          from attempt_ledger
         where subscriber_id = ?
           and unlock_owed and failures < ?
           and (not_before is null or not_before <= clock_timestamp())
           for no key update skip locked
      ), settled as (
        update attempt_ledger l
           set unlock_owed = false
          from mine m
         where l.subscriber_id = m.subscriber_id
        returning l.subscriber_id, l.not_before
      )
      """;

  /**
   * Which subscriber has proven the PIN, if the charge still holds and the code is still valid. It
   * takes the ledger's row first and the code's then, as whoever changes a credential does.
   * Placeholders: code, which may be null, subscriber, epoch.
   */
  static final String PROVEN =
      """
      with asked as (
        select cast(? as uuid) as code
      ), held as (
        select *
          from attempt_ledger
         where subscriber_id = ? and epoch = ? and open_charges > 0 and not unlock_owed
           for no key update
      ), mine as (
        select subscriber_id, last_used_at from held where lease_until > clock_timestamp()
      ), used as (
        update qr_code c
           set last_used_at = clock_timestamp()
          from mine m, asked a
         where c.id = a.code and c.subscriber_id = m.subscriber_id
           and c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp()
        returning c.subscriber_id, c.last_used_at
      ), proven as (
        select subscriber_id, last_used_at as used_at from used
        union all
        select m.subscriber_id, m.last_used_at from mine m, asked a where a.code is null
      )
      """;

  private static final String RIGHT =
      PROVEN
          + """
          , settled as (
            update attempt_ledger l
               set open_charges = open_charges - 1,
                   failures = 0,
                   failing_since = null,
                   not_before = null,
                   wrong_tags = '{}',
                   wrong_at = '{}',
                   repeats = 0,
                   repeats_since = null,
                   last_used_at = p.used_at
              from proven p
             where l.subscriber_id = p.subscriber_id
            returning l.subscriber_id, l.not_before
          )
          """;

  private static final String WRONG =
      """
      with asked as (
        select ?::bytea as tag, make_interval(secs => ?) as repeat_window,
               ?::integer as most_repeats, ?::integer[] as waits
      ), mine as (
        select *
          from attempt_ledger
         where subscriber_id = ? and epoch = ? and open_charges > 0
           for no key update
      ), seen as (
        select m.*, a.tag, a.waits, a.most_repeats,
               case when m.repeats_since > clock_timestamp() - a.repeat_window
                    then m.repeats else 0 end as recent_repeats,
               exists (select 1
                         from unnest(m.wrong_tags, m.wrong_at) as w (tag, at)
                        where w.tag = a.tag and w.at > clock_timestamp() - a.repeat_window)
                 as known
          from mine m, asked a
      ), counted as (
        select s.*, case when known and recent_repeats < most_repeats then 0 else 1 end as cost
          from seen s
      ), judged as (
        select c.*,
               case when cost = 0 then 0 else coalesce(waits[failures + 1], -1) end as wait
          from counted c
      ), settled as (
        update attempt_ledger l
           set open_charges = j.open_charges - 1,
               failures = j.failures + j.cost,
               total_failures = j.total_failures + j.cost,
               failing_since = coalesce(j.failing_since, clock_timestamp()),
               not_before = case when j.wait > 0
                                 then clock_timestamp() + make_interval(secs => j.wait)
                                 when j.wait = 0 then j.not_before end,
               unlock_owed = j.unlock_owed or j.wait <> 0,
               wrong_tags = case when j.cost = 0 or j.tag is null then j.wrong_tags
                                 else (array_prepend(j.tag, j.wrong_tags))[1:3] end,
               wrong_at = case when j.cost = 0 or j.tag is null then j.wrong_at
                               else (array_prepend(clock_timestamp(), j.wrong_at))[1:3] end,
               repeats = j.recent_repeats + 1 - j.cost,
               repeats_since = case when j.recent_repeats > 0 then j.repeats_since
                                    when j.cost = 0 then clock_timestamp() end
          from judged j
         where l.subscriber_id = j.subscriber_id
        returning l.subscriber_id, l.not_before, j.wait, j.cost, l.total_failures
      )
      """;

  private static final String GIVE_BACK =
      """
      with settled as (
        update attempt_ledger
           set open_charges = open_charges - 1
         where subscriber_id = ? and epoch = ? and open_charges > 0
        returning subscriber_id, not_before
      )
      """;

  private static final String OBSTACLE =
      """
      select failures, not_before, unlock_owed, clock_timestamp() as now,
             open_charges > 0 and lease_until <= clock_timestamp() as lease_has_ended
        from attempt_ledger
       where subscriber_id = ?
      """;

  private static final String UNLOCKABLE =
      """
      select subscriber_id
        from attempt_ledger
       where unlock_owed and failures < ?
         and (not_before is null or not_before <= clock_timestamp())
       order by not_before
       limit ?
      """;

  /** What happened, in the columns id, name, whether, details. */
  private static final String LOCKED =
      "(?::uuid, 'SignInLocked', s.wait <> 0,"
          + " case when s.wait > 0 then 'until ' || to_char(s.not_before at time zone 'UTC',"
          + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') else 'until reset' end)";

  private static final String OFTEN_GUESSED =
      "(?::uuid, 'PinOftenGuessed', s.total_failures >= ?::integer"
          + " and s.total_failures - s.cost < ?::integer, s.total_failures || ' wrong')";

  private static final String SIGNED_IN = telling(RIGHT, "(?::uuid, 'SignedIn', true, ?::text)");

  private static final String PIN_PROVEN =
      telling(RIGHT, "(?::uuid, 'PinProven', true, null::text)");

  private static final String REFUSED =
      telling(
          WRONG,
          "(?::uuid, 'SignInRefused', true,"
              + " ?::text || case when s.cost = 0 then ', again' else '' end)",
          LOCKED,
          OFTEN_GUESSED);

  private static final String EXPIRED =
      telling(
          EXPIRE,
          "(?::uuid, 'SignInRefused', true, 'never settled: ' || s.cost)",
          LOCKED,
          OFTEN_GUESSED);

  private static final String UNLOCKED =
      telling(UNLOCK, "(?::uuid, 'SignInUnlocked', true, 'by time')");

  private static final String UNREADABLE =
      telling(GIVE_BACK, "(?::uuid, 'PinUnreadable', true, null::text)");

  /** A statement that ends in {@code settled}, and writes and answers what happened by it. */
  private static String telling(String change, String... happenings) {
    return change
        + ", written as ("
        + AuditSql.INSERT
        + " select e.id, clock_timestamp(), e.name, s.subscriber_id, e.details, "
        + AuditSql.ACTOR
        + " from settled s cross join lateral (values "
        + String.join(", ", happenings)
        + ") as e (id, name, whether, details) where e.whether returning event, occurred_at)"
        + " select w.event, w.occurred_at, s.not_before from written w cross join settled s";
  }

  private AttemptConnections attempts;
  private ThrottlingPolicy policy;
  private Clock clock;
  private SecureRandom random;

  protected SqlLedgerStore() {}

  @Inject
  SqlLedgerStore(
      AttemptConnections attempts,
      ThrottlingPolicy policy,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.attempts = attempts;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Charge> charge(SubscriberId subscriber) {
    return first(
        CHARGE,
        List.of(
            subscriber.value(),
            policy.limit(),
            policy.effectiveFreeGuesses(),
            policy.effectiveFreeGuesses(),
            seconds(policy.lease())),
        row ->
            new Charge(
                subscriber,
                row.getLong("epoch"),
                row.getInt("generation"),
                row.getInt("failures"),
                instant(row, "failing_since")));
  }

  @Override
  public List<SignInEvent> expire(SubscriberId subscriber) {
    return settle(
        EXPIRED,
        List.of(policy.waitsSeconds(), subscriber.value()),
        List.of(id(), id(), id(), OFTEN, OFTEN),
        subscriber,
        "never settled",
        Actor.system());
  }

  @Override
  public List<SignInEvent> unlock(SubscriberId subscriber) {
    return settle(
        UNLOCKED,
        List.of(subscriber.value(), policy.limit()),
        List.of(id()),
        subscriber,
        "",
        Actor.system());
  }

  @Override
  public Obstacle obstacle(SubscriberId subscriber) {
    return first(OBSTACLE, List.of(subscriber.value()), this::obstacle)
        .orElseGet(Obstacle.OpenCharges::new);
  }

  private Obstacle obstacle(ResultSet row) throws SQLException {
    if (row.getBoolean("lease_has_ended")) {
      return new Obstacle.EndedLease();
    }
    Optional<Lock> lock =
        Lock.in(
            row.getInt("failures"),
            policy.limit(),
            instant(row, "not_before"),
            instant(row, "now").orElseThrow());
    if (lock.isPresent()) {
      return new Obstacle.Locked(lock.get());
    }
    return row.getBoolean("unlock_owed") ? new Obstacle.EndedWait() : new Obstacle.OpenCharges();
  }

  @Override
  public List<SubscriberId> unlockable(int most) {
    return attempts.query(
        UNLOCKABLE,
        List.of(policy.limit(), most),
        row -> new SubscriberId(row.getString("subscriber_id")));
  }

  @Override
  public List<SignInEvent> right(Charge charge, Optional<UUID> code, Proof proof, Actor by) {
    return settle(
        switch (proof) {
          case SIGN_IN -> SIGNED_IN;
          case CHANGE -> PIN_PROVEN;
        },
        Arrays.asList(code.orElse(null), charge.subscriber().value(), charge.epoch()),
        switch (proof) {
          case SIGN_IN -> List.of(id(), "code " + code.get());
          case CHANGE -> List.of(id());
        },
        charge.subscriber(),
        code.map(UUID::toString).orElse(""),
        by);
  }

  @Override
  public List<SignInEvent> wrong(
      Charge charge, Optional<byte[]> guessTag, String reason, Actor by) {
    return settle(
        REFUSED,
        Arrays.asList(
            guessTag.orElse(null),
            seconds(policy.repeatWindow()),
            policy.maxRepeats(),
            policy.waitsSeconds(),
            charge.subscriber().value(),
            charge.epoch()),
        List.of(id(), reason, id(), id(), OFTEN, OFTEN),
        charge.subscriber(),
        reason,
        by);
  }

  @Override
  public void giveBack(Charge charge) {
    attempts.query(
        GIVE_BACK + "select 1 from settled",
        List.of(charge.subscriber().value(), charge.epoch()),
        row -> true);
  }

  @Override
  public List<SignInEvent> giveBackUnreadable(Charge charge, Actor by) {
    return settle(
        UNREADABLE,
        List.of(charge.subscriber().value(), charge.epoch()),
        List.of(id()),
        charge.subscriber(),
        "",
        by);
  }

  /**
   * Runs a statement that tells what happened by it.
   *
   * @param values of the change's placeholders
   * @param telling of those of what happened
   */
  private List<SignInEvent> settle(
      String sql, List<?> values, List<?> telling, SubscriberId subscriber, String told, Actor by) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(AuditSql.actor(by));
    all.addAll(telling);
    return attempts.query(sql, all, row -> event(row, subscriber, told, by));
  }

  private static SignInEvent event(ResultSet row, SubscriberId subject, String told, Actor by)
      throws SQLException {
    Instant at = instant(row, "occurred_at").orElseThrow();
    String name = row.getString("event");
    return switch (name) {
      case "SignedIn" -> new SignedIn(subject, by, at, UUID.fromString(told));
      case "PinProven" -> new PinProven(subject, by, at);
      case "SignInRefused" -> new SignInRefused(subject, by, at, told);
      case "SignInLocked" -> new SignInLocked(subject, by, at, instant(row, "not_before"));
      case "SignInUnlocked" -> new SignInUnlocked(subject, by, at, false);
      case "PinOftenGuessed" -> new PinOftenGuessed(subject, by, at);
      case "PinUnreadable" -> new PinUnreadable(subject, by, at);
      default -> throw new IllegalStateException("no such event: " + name);
    };
  }

  private <R> Optional<R> first(String sql, List<?> values, AttemptConnections.Reading<R> reading) {
    return attempts.query(sql, values, reading).stream().findFirst();
  }

  private UUID id() {
    return Uuid7.at(clock.instant(), random);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
