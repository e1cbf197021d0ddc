package io.qrpin.credential;

import io.qrpin.credential.ExpiringCredential.Kind;
import io.qrpin.credential.ExpiringCredentials.Position;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Reads what expires, by the indexes on the expiry of codes and of PINs. */
@ApplicationScoped
class ExpiringStore {

  /** Instants as microseconds: what a driver makes of a timestamp differs from one to the next. */
  private static final String PAGE =
      """
      select kind, cast(id as text), subscriber_id,
             cast(extract(epoch from expires_at) * 1000000 as bigint)
      from (
        (select case kind when 'standard' then 'STANDARD_CODE' else 'TEMPORARY_CODE' end as kind,
                id, subscriber_id, expires_at
         from qr_code
         where expires_at <= ?1 and (expires_at, id) > (?2, cast(?3 as uuid))
         order by expires_at, id limit ?4)
        union all
        (select 'TEMPORARY_PIN', id, subscriber_id, expires_at
         from qr_pin
         where expires_at <= ?1 and (expires_at, id) > (?2, cast(?3 as uuid))
         order by expires_at, id limit ?4)
      ) as expiring
      order by expires_at, id limit ?4
      """;

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  List<ExpiringCredential> page(Instant until, Position after, int most) {
    List<?> rows =
        entityManager
            .createNativeQuery(PAGE)
            .setParameter(1, until.atOffset(ZoneOffset.UTC))
            .setParameter(2, after.expiresAt().atOffset(ZoneOffset.UTC))
            .setParameter(3, after.id().toString())
            .setParameter(4, most)
            .getResultList();
    return rows.stream().map(row -> credential((Object[]) row)).toList();
  }

  private static ExpiringCredential credential(Object[] row) {
    return new ExpiringCredential(
        Kind.valueOf((String) row[0]),
        UUID.fromString((String) row[1]),
        new SubscriberId((String) row[2]),
        Instant.EPOCH.plus(((Number) row[3]).longValue(), ChronoUnit.MICROS));
  }
}
