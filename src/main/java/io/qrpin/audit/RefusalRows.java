package io.qrpin.audit;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the rows of refusals, many in one statement. */
@ApplicationScoped
class RefusalRows {

  /** A row that is there already was written by a statement whose answer was lost. */
  private static final Sql APPEND =
      Sql.of(
          AuditTrail.INSERT
              + """

               select r.id, r.at, r.event, r.subject,
                      nullif(
                        jsonb_strip_nulls(
                          jsonb_build_object(
                            'code', r.code, 'operation', r.operation, 'count', r.count,
                            'addresses', r.addresses)),
                        '{}'),
                      r.actor_kind, r.actor_id, r.client_id, r.request_id, null, r.address
                 from unnest(
                        :ids::text[]::uuid[], :ats::text[]::timestamptz[], :events::text[],
                        :subjects::text[], :codes::text[], :operations::text[], :counts::text[],
                        :addresses::text[], :actorKinds::text[], :actorIds::text[],
                        :clientIds::text[], :requestIds::text[], :sources::text[]::inet[])
                      as r (id, at, event, subject, code, operation, count, addresses, actor_kind,
                            actor_id, client_id, request_id, address)
               on conflict (id) do nothing
               returning id
               """);

  private Database database;

  protected RefusalRows() {}

  @Inject
  RefusalRows(Database database) {
    this.database = database;
  }

  void append(List<RefusalRow> rows) {
    Sql.Bound append =
        APPEND
            .with("ids", each(rows, row -> Optional.of(row.id())))
            .with("ats", each(rows, row -> Optional.of(row.at())))
            .with("events", each(rows, row -> Optional.of(row.topic().kind().event())))
            .with("subjects", each(rows, row -> row.topic().subject()))
            .with("codes", each(rows, row -> row.topic().code()))
            .with("operations", each(rows, row -> row.topic().operation()))
            .with("counts", each(rows, RefusalRow::count))
            .with("addresses", each(rows, RefusalRow::addresses))
            .with("actorKinds", each(rows, row -> Optional.of(AuditTrail.kind(row.by()))))
            .with("actorIds", each(rows, row -> Optional.of(row.by().id())))
            .with("clientIds", each(rows, row -> row.by().clientId()))
            .with("requestIds", each(rows, row -> Optional.of(row.by().requestId())))
            .with("sources", each(rows, row -> row.by().address()));
    database.alone(append, row -> true);
  }

  /**
   * PostgreSQL refuses a NUL in a text, and one such row would keep all others from being written.
   */
  private static String[] each(List<RefusalRow> rows, Function<RefusalRow, Optional<?>> value) {
    return rows.stream()
        .map(row -> value.apply(row).map(it -> it.toString().replace("\0", "")).orElse(null))
        .toArray(String[]::new);
  }
}
