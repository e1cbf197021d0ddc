package io.qrpin.attempts;

import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditSql;
import io.qrpin.subscriber.SubscriberId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements of {@link ResetStore} on a connection, whose transaction is the caller's. */
record JdbcResets(Connection connection) implements Resets {

  @Override
  public Reset reset(SubscriberId subscriber, Actor by) {
    List<Object> values = new ArrayList<>(List.of(subscriber.value(), UUID.randomUUID()));
    values.addAll(AuditSql.actor(by));
    try (PreparedStatement reset = prepare(ResetStore.RESET, values);
        ResultSet rows = reset.executeQuery()) {
      rows.next();
      Optional<Long> micros = Optional.ofNullable(rows.getObject(2, Long.class));
      return new Reset(rows.getInt(1), micros.map(it -> Instant.EPOCH.plus(it, ChronoUnit.MICROS)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Integer> change(Charge charge, Optional<UUID> code) {
    List<Object> values =
        Arrays.asList(code.orElse(null), charge.subscriber().value(), charge.epoch());
    try (PreparedStatement change = prepare(ResetStore.CHANGE, values);
        ResultSet rows = change.executeQuery()) {
      return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement prepare(String sql, List<Object> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
