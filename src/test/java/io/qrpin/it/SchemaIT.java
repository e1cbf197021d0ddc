package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema refuses bad rows from every writer. */
@ExtendWith(Shop.Keeper.class)
class SchemaIT {

  private final Shop shop;

  SchemaIT(Shop shop) {
    this.shop = shop;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an update before the creation | updated_at = created_at - interval '1 second' | created",
        "an expiry before the update | expires_at = updated_at | expires_after",
        "an expiry of a PIN that is not temporary | change_required = false | while_temporary",
        "a generation before the first | generation = 0 | generation",
        "an empty hash | hash = '' | hash"
      })
  void aPinIsRefused(String what, String change, String constraint) {
    Worker worker = enrolled();

    assertThatThrownBy(
            () ->
                shop.database.update(
                    "update qr_pin set " + change + " where subscriber_id = ?", worker.id()))
        .as(what)
        .hasMessageContaining(constraint);
  }

  @Test
  void aSecondPinOfOneWorkerIsRefused() {
    Worker worker = enrolled();

    assertThatThrownBy(
            () ->
                shop.database.update(
                    "insert into qr_pin select subscriber_id, gen_random_uuid(), hash, 1, true,"
                        + " created_at, updated_at from qr_pin where subscriber_id = ?",
                    worker.id()))
        .hasMessageContaining("qr_pin_pkey");
  }

  @Test
  void anOrphanIsRefused() {
    Worker worker = enrolled();

    assertThatThrownBy(
            () ->
                shop.database.update(
                    "update qr_pin set subscriber_id = 'nobody' where subscriber_id = ?",
                    worker.id()))
        .hasMessageContaining("qr_pin_subscriber_id_fkey");
    shop.database.update("delete from qr_code_pin_method where subscriber_id = ?", worker.id());
    assertThat(shop.database.column("select id from qr_pin where subscriber_id = ?", worker.id()))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"update credential_event set reason = 'x'", "delete from credential_event"})
  void anAuditRowIsNeitherChangedNorDeleted(String statement) {
    Worker worker = enrolled();

    assertThatThrownBy(
            () -> shop.database.update(statement + " where subscriber_id = ?", worker.id()))
        .hasMessageContaining("append-only");
  }

  private Worker enrolled() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    shop.api.to(Api.pinOf(worker.id())).bearing(token).patch("{}");
    return worker;
  }
}
