package io.qrpin.audit;

import io.qrpin.FiredEvents;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A trail of refusals without a database, for tests of other packages. */
public final class RecordedRefusals {

  private final List<RefusalRow> written = new ArrayList<>();
  private final RefusalTrail trail;

  public RecordedRefusals(Clock clock) {
    this.trail =
        new RefusalTrail(
            new RefusalRows() {
              @Override
              void append(List<RefusalRow> rows) {
                written.addAll(rows);
              }
            },
            new FiredEvents<>(kind -> {}),
            clock,
            new SecureRandom());
  }

  public RefusalTrail trail() {
    return trail;
  }

  /** Event, subscriber, code, operation and actor of each row; what is empty is a dash. */
  public List<String> all() {
    trail.writeAll();
    return written.stream()
        .map(
            row ->
                "%s %s %s %s %s"
                    .formatted(
                        row.topic().kind().event(),
                        row.topic().subject().map(Object::toString).orElse("-"),
                        row.topic().code().map(Object::toString).orElse("-"),
                        row.topic().operation().orElse("-"),
                        row.by().id()))
        .toList();
  }
}
