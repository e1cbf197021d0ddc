package io.qrpin.attempts;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditSql;
import io.qrpin.database.Uuid7;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Resets in PostgreSQL. Both statements hold the row until the caller's transaction ends, so that
 * no attempt is charged or settled in between.
 */
@ApplicationScoped
class ResetStore implements Resets {

  /** A new PIN, and nothing is held against it. */
  private static final String AFRESH =
      """
             epoch = l.epoch + 1,
             generation = l.generation + 1,
             open_charges = 0,
             failures = 0,
             failing_since = null,
             not_before = null,
             unlock_owed = false,
             total_failures = 0,
             wrong_tags = '{}',
             wrong_at = '{}',
             repeats = 0,
             repeats_since = null
      """;

  /**
   * Makes the row where it is missing. It is read before that, because an upsert does not answer
   * what was there; who resets holds the method's row, so that nobody makes it in between. Answers
   * the generation, and the microseconds since 1970 when a lock ended or null. Placeholders:
   * subscriber, id of the audit row, {@link AuditSql#actor}.
   */
  static final String RESET =
      """
      with asked as (
        select cast(? as text) as subscriber_id
      ), mine as (
        select l.subscriber_id, l.unlock_owed
          from attempt_ledger l join asked a on a.subscriber_id = l.subscriber_id
           for no key update of l
      ), found as (
        select a.subscriber_id, coalesce(m.unlock_owed, false) as unlock_owed
          from asked a left join mine m on true
      ), settled as (
        insert into attempt_ledger as l (subscriber_id, epoch, generation)
        select subscriber_id, 1, 1 from found
        on conflict (subscriber_id) do update
           set %s
        returning l.subscriber_id, l.generation
      ), written as (
        %s
        select cast(? as uuid), clock_timestamp(), 'SignInUnlocked', f.subscriber_id, 'by reset',
               cast(? as text), cast(? as text), cast(? as text), cast(? as text),
               cast(? as text)
          from settled s join found f on f.unlock_owed
        returning occurred_at
      )
      select s.generation, cast(extract(epoch from w.occurred_at) * 1000000 as bigint)
        from settled s left join written w on true
      """
          .formatted(AFRESH, AuditSql.INSERT);

  /** Answers the generation. Placeholders: those of {@link SqlLedgerStore#PROVEN}. */
  static final String CHANGE =
      SqlLedgerStore.PROVEN
          + """
          update attempt_ledger l
             set last_used_at = p.used_at,
          %s
            from proven p
           where l.subscriber_id = p.subscriber_id
          returning l.generation
          """
              .formatted(AFRESH);

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  private Clock clock;
  private SecureRandom random;

  protected ResetStore() {}

  @Inject
  ResetStore(@Qrpin Clock clock, @Qrpin SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Reset reset(SubscriberId subscriber, Actor by) {
    Query reset =
        entityManager
            .createNativeQuery(RESET)
            .setParameter(1, subscriber.value())
            .setParameter(2, Uuid7.at(clock.instant(), random));
    List<Object> actor = AuditSql.actor(by);
    for (int i = 0; i < actor.size(); i++) {
      reset.setParameter(i + 3, actor.get(i));
    }
    Object[] row = (Object[]) reset.getSingleResult();
    return new Reset(
        (Integer) row[0],
        Optional.ofNullable((Long) row[1])
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
  }

  @Override
  public Optional<Integer> change(Charge charge, Optional<UUID> code) {
    List<?> generations =
        entityManager
            .createNativeQuery(CHANGE)
            .setParameter(1, code.orElse(null))
            .setParameter(2, charge.subscriber().value())
            .setParameter(3, charge.epoch())
            .getResultList();
    return generations.stream().map(Integer.class::cast).findFirst();
  }
}
