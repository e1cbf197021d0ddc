package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.rest.errors.Refusal;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {

  private static final Set<String> SERVED = Set.of("userId", "from");

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {"&", "userId=a", "USERID=a&from=", "userId=a&$top=1&$filter=x", "&&from=b"})
  void knownFiltersAreTakenInAnyCase(String query) {
    assertThatCode(() -> Query.of(query).requireFiltersOf(SERVED)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "user=a, user",
    "userId=a&event=b, event",
    "userId, userId",
    "from=%zz, from",
    "userId=a&USERID=a, USERID",
    "%75ser, user"
  })
  void aFilterThatIsUnknownHasNoValueOrOccursTwiceIsRefusedByItsName(String query, String name) {
    Query read = Query.of(query);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read.requireFiltersOf(SERVED))
        .satisfies(it -> assertThat(it.error().status()).isEqualTo(400))
        .satisfies(it -> assertThat(it.error().target()).isEqualTo(Optional.of(name)));
  }
}
