package io.qrpin.attempts;

import static io.qrpin.database.Database.instant;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditTrail;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.FailuresCleared;
import io.qrpin.audit.SignInEvent.PinOftenGuessed;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.Spellings;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The ledger in PostgreSQL: one statement for each operation, which also writes the audit rows of
 * what it did. All but {@link #reset} and {@link #change} are committed by themselves, whatever
 * transaction the caller is in. A settle of a void charge changes nothing and returns nothing.
 *
 * <p>A statement that judges the row first locks it ({@code mine}) and then judges what it finds,
 * so that of many at once each sees what the one before it left. After waiting for a lock,
 * PostgreSQL checks a condition again only if the row has changed; so a settle looks at the lease
 * after it has the lock. The clock is the database's.
 */
@ApplicationScoped
class LedgerStore {

  /**
   * At each multiple of this number of wrong guesses since the PIN was set, a warning is recorded.
   */
  private static final int OFTEN = 100;

  /**
   * Skips a locked row, because an attempt that waits in the database would hold a turn and a
   * connection that others need.
   */
  private static final Sql CHARGE =
      Sql.of(
          """
          with mine as (
            select subscriber_id, open_charges
              from attempt_ledger
             where subscriber_id = :subscriber
               and failures < :limit
               and total_failures + open_charges < :lifetimeLimit
               and not unlock_owed
               and (not_before is null or not_before <= clock_timestamp())
               and (open_charges = 0 or lease_until > clock_timestamp())
               and case when failures < :free then failures + open_charges < :free
                        else open_charges = 0 end
               for no key update skip locked
          )
          update attempt_ledger l
             set open_charges = m.open_charges + 1,
                 lease_until = clock_timestamp() + make_interval(secs => :lease)
            from mine m
           where l.subscriber_id = m.subscriber_id
          returning l.epoch, l.generation, l.failures, l.failing_since
          """);

  /** Only reads, so that it never waits for the row. */
  private static final Sql OBSTACLE =
      Sql.of(
          """
          select failures, total_failures, not_before, unlock_owed, clock_timestamp() as now,
                 open_charges > 0 and lease_until <= clock_timestamp() as lease_has_ended
            from attempt_ledger
           where subscriber_id = :subscriber
          """);

  /**
   * Ends {@link #EXPIRE} and {@link #WRONG}: a failure can be a lock and a warning too, so one
   * insert writes one row for each event. {@code wait} is 0 for no lock and -1 for a lock until
   * reset.
   */
  private static final String RECORD_FAILURE =
      """
      , written as (
        %s
        select e.id, clock_timestamp(), e.name, s.subscriber_id, e.details, %s
          from settled s
         cross join lateral (values
           (:refusedId::uuid, 'SignInRefused', true,
            jsonb_build_object('reason', :refusal::text, 'failures', s.cost::text)),
           (:lockedId::uuid, 'SignInLocked', s.wait <> 0,
            jsonb_build_object('until', case when s.wait > 0 then %s else 'reset' end)),
           (:oftenId::uuid, 'PinOftenGuessed',
            s.total_failures / :often > (s.total_failures - s.cost) / :often,
            jsonb_build_object('totalFailures', s.total_failures::text))
         ) as e (id, name, has_happened, details)
         where e.has_happened
        returning event, occurred_at
      )
      select w.event, w.occurred_at, s.not_before, s.cost, s.total_failures
        from written w cross join settled s
      """
          .formatted(AuditTrail.INSERT, AuditTrail.ACTOR, AuditTrail.instant("s.not_before"));

  /** Moves the epoch, so that a settle that comes after the lease finds nothing. */
  private static final Sql EXPIRE =
      Sql.of(
          """
          with mine as (
            select l.*,
                   case when total_failures + open_charges >= :lifetimeLimit then -1
                        else coalesce((:waits::integer[])[failures + open_charges], -1) end as wait
              from attempt_ledger l
             where subscriber_id = :subscriber
               and open_charges > 0 and lease_until <= clock_timestamp()
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
          """
              + RECORD_FAILURE);

  /** Waits for the row, because a settle must not be lost; a known wrong PIN costs nothing. */
  private static final Sql WRONG =
      Sql.of(
          """
          with mine as (
            select *
              from attempt_ledger
             where subscriber_id = :subscriber and epoch = :epoch and open_charges > 0
               for no key update
          ), seen as (
            select m.*,
                   case when m.repeats_since > clock_timestamp() - make_interval(secs => :window)
                        then m.repeats else 0 end as recent_repeats,
                   exists (select 1
                             from unnest(m.wrong_tags, m.wrong_at) as w (tag, at)
                            where w.tag = :tag::bytea
                              and w.at > clock_timestamp() - make_interval(secs => :window))
                     as is_known
              from mine m
          ), counted as (
            select s.*, case when is_known and recent_repeats < :maxRepeats then 0 else 1 end as cost
              from seen s
          ), judged as (
            select c.*,
                   case when cost = 0 then 0
                        when total_failures + 1 >= :lifetimeLimit then -1
                        else coalesce((:waits::integer[])[failures + 1], -1) end as wait,
                   cost = 1 and :tag::bytea is not null as is_remembered
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
                   wrong_tags = case when j.is_remembered
                                     then (array_prepend(:tag::bytea, j.wrong_tags))[1:3]
                                     else j.wrong_tags end,
                   wrong_at = case when j.is_remembered
                                   then (array_prepend(clock_timestamp(), j.wrong_at))[1:3]
                                   else j.wrong_at end,
                   repeats = j.recent_repeats + 1 - j.cost,
                   repeats_since = case when j.recent_repeats > 0 then j.repeats_since
                                        when j.cost = 0 then clock_timestamp() end
              from judged j
             where l.subscriber_id = j.subscriber_id
            returning l.subscriber_id, l.not_before, j.wait, j.cost, l.total_failures
          )
          """
              + RECORD_FAILURE);

  /** Skips a locked row, because another node may be ending the same wait. */
  private static final Sql UNLOCK =
      Sql.of(
          """
          with mine as (
            select subscriber_id
              from attempt_ledger
             where subscriber_id = :subscriber
               and unlock_owed and failures < :limit and total_failures < :lifetimeLimit
               and (not_before is null or not_before <= clock_timestamp())
               for no key update skip locked
          ), settled as (
            update attempt_ledger l
               set unlock_owed = false
              from mine m
             where l.subscriber_id = m.subscriber_id
            returning l.subscriber_id
          )
          %s
          select :id::uuid, clock_timestamp(), 'SignInUnlocked', subscriber_id,
                 jsonb_build_object('by', 'time'), %s
            from settled
          returning occurred_at
          """
              .formatted(AuditTrail.INSERT, AuditTrail.ACTOR));

  /** The assignments that end the run of failures, and with it the memory of its wrong PINs. */
  private static final String NO_FAILURES =
      """
      failures = 0,
                 failing_since = null,
                 not_before = null,
                 wrong_tags = '{}',
                 wrong_at = '{}',
                 repeats = 0,
                 repeats_since = null
      """;

  /** The wrong PINs in the life of the PIN stay counted. */
  private static final Sql UNLOCK_AT_ONCE =
      Sql.of(
          """
          with mine as (
            select subscriber_id, unlock_owed, failures
              from attempt_ledger
             where subscriber_id in %s
               and (unlock_owed or failures > 0) and total_failures < :lifetimeLimit
               for no key update
          ), settled as (
            update attempt_ledger l
               set unlock_owed = false, %s
              from mine m
             where l.subscriber_id = m.subscriber_id
            returning l.subscriber_id, m.unlock_owed, m.failures
          ), written as (
            %s
            select :id::uuid, clock_timestamp(),
                   case when unlock_owed then 'SignInUnlocked' else 'FailuresCleared' end,
                   subscriber_id,
                   case when unlock_owed then jsonb_build_object('by', 'administrator')
                        else jsonb_build_object('failures', failures::text) end,
                   %s
              from settled
            returning occurred_at
          )
          select w.occurred_at, s.subscriber_id, s.unlock_owed, s.failures
            from written w cross join settled s
          """
              .formatted(Spellings.LIST, NO_FAILURES, AuditTrail.INSERT, AuditTrail.ACTOR));

  private static final Sql LOCK_STATE =
      Sql.of(
          """
          select failures, total_failures, failing_since, not_before, clock_timestamp() as now
            from attempt_ledger
           where subscriber_id in %s
          """
              .formatted(Spellings.LIST));

  /** Uses the index on rows whose unlock is owed, which are few. */
  private static final Sql UNLOCKABLE =
      Sql.of(
          """
          select subscriber_id
            from attempt_ledger
           where unlock_owed and failures < :limit and total_failures < :lifetimeLimit
             and (not_before is null or not_before <= clock_timestamp())
           order by not_before
           limit :most
          """);

  private static final Sql GIVE_BACK =
      Sql.of(
          """
          update attempt_ledger
             set open_charges = open_charges - 1
           where subscriber_id = :subscriber and epoch = :epoch and open_charges > 0
          returning 1
          """);

  /** The same, with an audit row in the same statement. */
  private static final Sql GIVE_BACK_AND_RECORD =
      Sql.of(
          """
          with settled as (
            update attempt_ledger
               set open_charges = open_charges - 1
             where subscriber_id = :subscriber and epoch = :epoch and open_charges > 0
            returning subscriber_id
          )
          %s
          select :id::uuid, clock_timestamp(), :event, subscriber_id,
                 case when :refusal::text is not null
                      then jsonb_build_object('reason', :refusal::text, 'failures', '0') end, %s
            from settled
          returning occurred_at
          """
              .formatted(AuditTrail.INSERT, AuditTrail.ACTOR));

  /**
   * Begins {@link #right} and {@link #change}: one row if the charge holds and the code is valid.
   * It locks the ledger's row before the code's, as every change of a credential does.
   */
  private static final String PROVEN =
      """
      with held as (
        select *
          from attempt_ledger
         where subscriber_id = :subscriber and epoch = :epoch
           and open_charges > 0 and not unlock_owed
           for no key update
      ), mine as (
        select subscriber_id, last_used_at from held where lease_until > clock_timestamp()
      ), %s, proven as (
        select subscriber_id, last_used_at as used_at from used
        union all
        select subscriber_id, last_used_at from mine where :code::uuid is null
      )
      """;

  /** Ends the run of failures; the code's last use and the audit row are in the same statement. */
  private static final String RIGHT =
      """
      , settled as (
        update attempt_ledger l
           set open_charges = open_charges - 1, last_used_at = p.used_at, %s
          from proven p
         where l.subscriber_id = p.subscriber_id
        returning l.subscriber_id
      )
      %s
      select :id::uuid, clock_timestamp(), :event::text, subscriber_id,
             case when :event::text = 'SignedIn'
                  then jsonb_build_object('code', :code::text) end, %s
        from settled
      returning occurred_at
      """
          .formatted(NO_FAILURES, AuditTrail.INSERT, AuditTrail.ACTOR);

  /** The assignments of {@link #CHANGE} and {@link #RESET}: a new PIN, and no failures. */
  private static final String ANEW =
      """
      reset_at = clock_timestamp(),
                 epoch = l.epoch + 1,
                 generation = l.generation + 1,
                 open_charges = 0,
                 unlock_owed = false,
                 total_failures = 0,
                 %s
      """
          .formatted(NO_FAILURES);

  /** Records no event: the change of the PIN has one of its own. */
  private static final String CHANGE =
      """
      update attempt_ledger l
         set last_used_at = p.used_at, %s
        from proven p
       where l.subscriber_id = p.subscriber_id
      returning l.generation, clock_timestamp() as began_at
      """
          .formatted(ANEW);

  /**
   * Reads the row before the upsert, because an upsert does not return the old values. The new
   * generation begins after the end of a lock was written, so that the events are in that order.
   * The caller holds the method's row, so nobody else makes the ledger's row in between. A new row
   * begins above every ledger that was deleted ({@link LedgerRetention}), also if this statement
   * had to wait for the deletion.
   */
  private static final Sql RESET =
      Sql.of(
          """
          with mine as (
            select unlock_owed
              from attempt_ledger
             where subscriber_id = :subscriber
               for no key update
          ), found as (
            select coalesce(m.unlock_owed, false) as unlock_owed, m.unlock_owed is null as is_new
              from (values (1)) as one left join mine m on true
          ), settled as (
            insert into attempt_ledger as l (subscriber_id, epoch, generation, reset_at)
            select :subscriber::text,
                   case when is_new then attempt_floor_epoch() + 1 else 1 end,
                   case when is_new then attempt_floor_generation() + 1 else 1 end,
                   clock_timestamp()
              from found
            on conflict (subscriber_id) do update
             set %s
            returning l.subscriber_id, l.generation
          ), written as (
            %s
            select :id::uuid, clock_timestamp(), 'SignInUnlocked', s.subscriber_id,
                   jsonb_build_object('by', 'reset'), %s
              from settled s join found f on f.unlock_owed
            returning occurred_at
          )
          select s.generation, clock_timestamp() as began_at, w.occurred_at as unlocked_at
            from settled s left join written w on true
          """
              .formatted(ANEW, AuditTrail.INSERT, AuditTrail.ACTOR));

  /** Locks the row first, and begins a new one where it is missing, as {@link #RESET} does. */
  private static final Sql KEEP =
      Sql.of(
          """
          with mine as (
            select 1 from attempt_ledger where subscriber_id = :subscriber for no key update
          ), found as (
            select count(*) from mine
          )
          insert into attempt_ledger as l (subscriber_id, epoch, generation, reset_at)
          select :subscriber::text, attempt_floor_epoch() + 1, attempt_floor_generation() + 1,
                 clock_timestamp()
            from found
          on conflict (subscriber_id) do update set reset_at = clock_timestamp()
          returning 1
          """);

  private Database database;
  private ThrottlingPolicy policy;
  private Clock clock;
  private SecureRandom random;
  private Sql right;
  private Sql change;

  protected LedgerStore() {}

  @Inject
  LedgerStore(
      Database database,
      CodeUse codeUse,
      ThrottlingPolicy policy,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.database = database;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
    String proven = PROVEN.formatted(codeUse.cte());
    this.right = Sql.of(proven + RIGHT);
    this.change = Sql.of(proven + CHANGE);
  }

  Optional<Charge> charge(SubscriberId subscriber) {
    Sql.Bound charge =
        CHARGE
            .with("subscriber", subscriber.value())
            .with("limit", policy.limit())
            .with("lifetimeLimit", policy.lifetimeLimit())
            .with("free", policy.effectiveFreeGuesses())
            .with("lease", seconds(policy.lease()));
    return first(
        database.alone(
            charge,
            row ->
                new Charge(
                    subscriber,
                    row.getLong("epoch"),
                    row.getInt("generation"),
                    row.getInt("failures"),
                    instant(row, "failing_since"))));
  }

  /** Why an attempt cannot be charged now. */
  sealed interface Obstacle {

    /** The lease of open charges has ended; {@link LedgerStore#expire} counts them. */
    record EndedLease() implements Obstacle {}

    /** A wait is over; {@link LedgerStore#unlock} ends it. */
    record EndedWait() implements Obstacle {}

    /** A wait, or the limit. */
    record Locked(Lock lock) implements Obstacle {}

    /** Open charges hold all guesses that are left, or another statement holds the row. */
    record OpenCharges() implements Obstacle {}
  }

  Obstacle obstacle(SubscriberId subscriber) {
    return first(database.alone(OBSTACLE.with("subscriber", subscriber.value()), this::obstacle))
        .orElseGet(Obstacle.OpenCharges::new);
  }

  private Obstacle obstacle(ResultSet row) throws SQLException {
    if (row.getBoolean("lease_has_ended")) {
      return new Obstacle.EndedLease();
    }
    Optional<Lock> lock = LockColumns.in(row, policy);
    if (lock.isPresent()) {
      return new Obstacle.Locked(lock.get());
    }
    return row.getBoolean("unlock_owed") ? new Obstacle.EndedWait() : new Obstacle.OpenCharges();
  }

  List<SignInEvent> expire(SubscriberId subscriber) {
    Sql.Bound expire =
        EXPIRE.with("subscriber", subscriber.value()).with("waits", policy.waitsSeconds());
    return fail(expire, subscriber, RefusalReason.NEVER_SETTLED, Actor.system());
  }

  List<SignInEvent> wrong(
      Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor by) {
    Sql.Bound wrong =
        forCharge(WRONG, charge)
            .with("tag", guessTag.orElse(null))
            .with("window", seconds(policy.repeatWindow()))
            .with("maxRepeats", policy.maxRepeats())
            .with("waits", policy.waitsSeconds());
    return fail(wrong, charge.subscriber(), reason, by);
  }

  private List<SignInEvent> fail(
      Sql.Bound failure, SubscriberId subject, RefusalReason reason, Actor by) {
    failure
        .with("refusedId", id())
        .with("refusal", reason.code())
        .with("lifetimeLimit", policy.lifetimeLimit())
        .with("lockedId", id())
        .with("oftenId", id())
        .with("often", OFTEN);
    return database.alone(
        AuditTrail.withActor(failure, by),
        row -> {
          Instant at = occurredAt(row);
          String event = row.getString("event");
          return switch (event) {
            case "SignInRefused" -> new SignInRefused(subject, by, at, reason, row.getInt("cost"));
            case "SignInLocked" -> new SignInLocked(subject, by, at, instant(row, "not_before"));
            case "PinOftenGuessed" ->
                new PinOftenGuessed(subject, by, at, row.getInt("total_failures"));
            default -> throw new IllegalStateException("no such event: " + event);
          };
        });
  }

  List<SignInEvent> unlock(SubscriberId subscriber) {
    Actor by = Actor.system();
    Sql.Bound unlock =
        UNLOCK
            .with("subscriber", subscriber.value())
            .with("limit", policy.limit())
            .with("lifetimeLimit", policy.lifetimeLimit())
            .with("id", id());
    return database.alone(
        AuditTrail.withActor(unlock, by),
        row -> new SignInUnlocked(subscriber, by, occurredAt(row), UnlockCause.TIME));
  }

  /**
   * Ends a lock, or a run of failures, that an administrator ends, in the caller's transaction if
   * there is one.
   */
  Optional<SignInEvent> unlockAtOnce(SubscriberId subscriber, Actor by) {
    Sql.Bound unlock =
        Spellings.bind(UNLOCK_AT_ONCE, subscriber)
            .with("lifetimeLimit", policy.lifetimeLimit())
            .with("id", id());
    return first(
        database.joined(
            AuditTrail.withActor(unlock, by),
            row -> {
              SubscriberId subject = new SubscriberId(row.getString("subscriber_id"));
              return row.getBoolean("unlock_owed")
                  ? new SignInUnlocked(subject, by, occurredAt(row), UnlockCause.ADMINISTRATOR)
                  : new FailuresCleared(subject, by, occurredAt(row), row.getInt("failures"));
            }));
  }

  LockState lockState(SubscriberId subscriber) {
    return first(database.joined(Spellings.bind(LOCK_STATE, subscriber), this::lockState))
        .orElse(LockState.UNLOCKED);
  }

  private LockState lockState(ResultSet row) throws SQLException {
    Optional<Lock> lock = LockColumns.in(row, policy);
    boolean endsWithTime = lock.flatMap(Lock::remaining).isPresent();
    return new LockState(
        lock,
        endsWithTime ? instant(row, "not_before") : Optional.empty(),
        row.getInt("failures"),
        instant(row, "failing_since"),
        row.getInt("total_failures") >= policy.lifetimeLimit());
  }

  List<SubscriberId> unlockable(int most) {
    return database.alone(
        UNLOCKABLE
            .with("limit", policy.limit())
            .with("lifetimeLimit", policy.lifetimeLimit())
            .with("most", most),
        row -> new SubscriberId(row.getString("subscriber_id")));
  }

  Optional<SignedIn> signedIn(Charge charge, UUID code, Actor by) {
    return right("SignedIn", charge, code, by)
        .map(at -> new SignedIn(charge.subscriber(), by, at, code));
  }

  Optional<PinProven> proven(Charge charge, Optional<UUID> code, Actor by) {
    return right("PinProven", charge, code.orElse(null), by)
        .map(at -> new PinProven(charge.subscriber(), by, at));
  }

  private Optional<Instant> right(String event, Charge charge, UUID code, Actor by) {
    Sql.Bound settle =
        forCharge(right, charge).with("code", code).with("id", id()).with("event", event);
    return first(database.alone(AuditTrail.withActor(settle, by), LedgerStore::occurredAt));
  }

  void giveBack(Charge charge) {
    database.alone(forCharge(GIVE_BACK, charge), row -> true);
  }

  Optional<PinUnreadable> giveBackUnreadable(Charge charge, Actor by) {
    return giveBackAndRecord("PinUnreadable", charge, null, by)
        .map(at -> new PinUnreadable(charge.subscriber(), by, at));
  }

  Optional<SignInRefused> refuseRight(Charge charge, RefusalReason reason, Actor by) {
    return giveBackAndRecord("SignInRefused", charge, reason.code(), by)
        .map(at -> new SignInRefused(charge.subscriber(), by, at, reason, 0));
  }

  private Optional<Instant> giveBackAndRecord(
      String event, Charge charge, String refusal, Actor by) {
    Sql.Bound giveBack =
        forCharge(GIVE_BACK_AND_RECORD, charge)
            .with("id", id())
            .with("event", event)
            .with("refusal", refusal);
    return first(database.alone(AuditTrail.withActor(giveBack, by), LedgerStore::occurredAt));
  }

  /**
   * The result of a reset.
   *
   * @param generation of the PIN that may be set now
   * @param unlocked the end of a lock, where there was one
   */
  record Reset(Generation generation, Optional<SignInUnlocked> unlocked) {}

  /**
   * Begins anew. The row stays locked until the caller's transaction ends, so that no attempt is
   * charged or settled in between.
   */
  Reset reset(SubscriberId subscriber, Actor by) {
    Sql.Bound reset = RESET.with("subscriber", subscriber.value()).with("id", id());
    return database
        .joined(
            AuditTrail.withActor(reset, by),
            row ->
                new Reset(
                    generation(row),
                    instant(row, "unlocked_at")
                        .map(at -> new SignInUnlocked(subscriber, by, at, UnlockCause.RESET))))
        .get(0);
  }

  void keep(SubscriberId subscriber) {
    database.joined(KEEP.with("subscriber", subscriber.value()), row -> true);
  }

  Optional<Generation> change(Charge charge, Optional<UUID> code) {
    return first(
        database.joined(
            forCharge(change, charge).with("code", code.orElse(null)), LedgerStore::generation));
  }

  private static Generation generation(ResultSet row) throws SQLException {
    return new Generation(row.getInt("generation"), instant(row, "began_at").orElseThrow());
  }

  private static <R> Optional<R> first(List<R> rows) {
    return rows.stream().findFirst();
  }

  private static Sql.Bound forCharge(Sql statement, Charge charge) {
    return statement.with("subscriber", charge.subscriber().value()).with("epoch", charge.epoch());
  }

  private static Instant occurredAt(ResultSet row) throws SQLException {
    return instant(row, "occurred_at").orElseThrow();
  }

  private UUID id() {
    return Uuid7.at(clock.instant(), random);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
