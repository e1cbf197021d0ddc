package io.qrpin.it;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A user in the directory.
 *
 * @param id the object id
 * @param name the userPrincipalName
 */
record Worker(String id, String name) {

  /** Adds a user with personal data to a database's directory. */
  static Worker hiredIn(Database database, String id, String... groups) {
    Worker worker = new Worker(id, "w-" + UUID.randomUUID() + "@contoso.example");
    database.update(
        "insert into directory_user (id, user_principal_name, phone, birth_date, groups)"
            + " values (?, ?, '+49 30 5550199', ?, ?)",
        worker.id(),
        worker.name(),
        LocalDate.of(1987, 6, 5),
        groups);
    return worker;
  }
}
