package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

  @ParameterizedTest(name = "{index} {0} is {1}")
  @CsvSource({
    "192.0.2.17, 192.0.2.17",
    "0.0.0.0, 0.0.0.0",
    "255.249.199.99, 255.249.199.99",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "::1, 0:0:0:0:0:0:0:1",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "fe80:0:0:0:0:0:0:1%2, fe80:0:0:0:0:0:0:1",
    "::ffff:192.0.2.17, 192.0.2.17",
    "::FFFF:C000:0211, 192.0.2.17"
  })
  void anAddressIsReadInEveryUsualForm(String text, String address) {
    assertThat(SourceAddress.parse(text)).map(SourceAddress::toString).contains(address);
  }

  /** Some of these the JDK would read as another address, or look up in the DNS. */
  @ParameterizedTest(name = "{index}")
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.org",
        "unknown",
        "_hidden",
        "1",
        "3221225985",
        "192.0.2",
        "192.0.2.",
        "192.0.2.256",
        "192.0.2.260",
        "192.0.2.300",
        "192.0.2.017",
        "192.0.2.17.1",
        "192.0.2.17:80",
        "192.0.2.17%eth0",
        " 192.0.2.17",
        "192.0.2.17\n",
        "0x7f.0.0.1",
        "١٩٢.0.2.17",
        "[2001:db8::1]",
        "2001:db8::1::2",
        "2001:db8:::1",
        ".:1",
        "g::1",
        ":",
        "12345::1",
        "0000000000:0000:0000:0000:0000:0000:0000:0000:0000:0001"
      })
  void aTextThatIsNoAddressIsNone(String text) {
    assertThat(SourceAddress.parse(text)).isEmpty();
  }

  @Test
  void addressesAreEqualWhateverTheirForm() {
    SourceAddress address = SourceAddress.parse("2001:db8::1").orElseThrow();

    assertThat(address)
        .isEqualTo(SourceAddress.parse("2001:0DB8:0::0001").orElseThrow())
        .hasSameHashCodeAs(SourceAddress.parse("2001:0DB8:0::0001").orElseThrow())
        .isNotEqualTo(SourceAddress.parse("2001:db8::2").orElseThrow())
        .isNotEqualTo("2001:db8::1");
    assertThat(address.bytes()).hasSize(16);
  }

  @Test
  void anActorCarriesTheAddressAndKeepsEverythingElse() {
    Optional<SourceAddress> somewhere = SourceAddress.parse("192.0.2.17");
    Actor till = Actor.application("till", "request-1").because("test");

    assertThat(till.address()).isEmpty();
    assertThat(till.from(somewhere).address()).isEqualTo(somewhere);
    assertThat(till.from(somewhere).because("test").address()).isEqualTo(somewhere);
    assertThat(till.from(somewhere).from(Optional.empty())).isEqualTo(till);
  }
}
