package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;

/**
 * All rows of a worker's credentials, to be compared before and after a request.
 *
 * @param method the method's row, if any
 * @param pin the PIN's row, if any
 * @param ledger the ledger's row, if any
 * @param events the number of audit rows
 */
record Standing(List<String> method, List<String> pin, List<String> ledger, String events) {

  static Standing of(Worker worker, Database database) {
    return new Standing(
        database.column(
            "select m::text from qr_code_pin_method m where subscriber_id = ?", worker.id()),
        database.column("select p::text from qr_pin p where subscriber_id = ?", worker.id()),
        database.column(
            "select l::text from attempt_ledger l where subscriber_id = ?", worker.id()),
        database.value(
            "select count(*) from credential_event where subscriber_id = ? and " + Database.AT_ONCE,
            worker.id()));
  }

  /** Sends a request, and checks that it changed nothing of the worker. */
  static Api.Answer unchangedBy(Supplier<Api.Answer> request, Worker worker, Database database) {
    Standing before = of(worker, database);
    Api.Answer answer = request.get();
    assertThat(of(worker, database).equals(before)).as("nothing is changed").isTrue();
    return answer;
  }
}
