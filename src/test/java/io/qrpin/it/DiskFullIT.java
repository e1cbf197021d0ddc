package io.qrpin.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk of the database gets full while people sign in. */
@Tag("operations")
class DiskFullIT {

  private static final int ANSWERS = 100;

  @Test
  @DisplayName(
      "When the disk of the database is full, nothing that was answered is lost and no guess is"
          + " free.")
  void aFullDiskLosesNothingThatWasAnsweredAndGivesNoFreeGuess() throws Exception {
    try (SmallDisk disk = SmallDisk.mount()) {
      EmbeddedPostgres postgres =
          Database.startPostgres(LibertyServer.freePort(), disk.folder.resolve("data"));
      try (Ward ward = new Ward("disk-full", postgres, Rush::settings);
          Rush rush = new Rush(ward, ward::node)) {
        rush.awaitAnswers(ANSWERS);

        disk.fill();
        Eventually.until(away -> away, rush::wasDisturbed);
        rush.awaitAnswers(ANSWERS);
        disk.free();
        rush.awaitSignIns();
        rush.awaitAnswers(ANSWERS);

        rush.end();
        rush.assertNothingIsLostAndNothingIsFree();
      }
    }
  }
}
