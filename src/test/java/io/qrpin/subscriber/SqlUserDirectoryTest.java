package io.qrpin.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.subscriber.SqlUserDirectory.Queries;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlUserDirectoryTest {

  private static final SubscriberId GUID = new SubscriberId("0a1B2c3d-ef00-4000-8000-00000000000f");

  @Test
  void theQueryThatIgnoresCaseIsAskedOnce() {
    assertThat(Queries.OWN_TABLE.spellings(GUID)).containsExactly(GUID.value());
  }

  @Test
  void aQueryOfSomebodyElseIsAskedInEverySpelling() {
    Queries exact =
        new Queries(
            Queries.OWN_TABLE.dataSource(),
            "select * from directory_user where id = ?",
            Queries.OWN_TABLE.byUserPrincipalName(),
            Optional.empty());
    assertThat(exact.spellings(GUID)).containsExactlyElementsOf(GUID.spellings()).hasSize(3);
  }
}
