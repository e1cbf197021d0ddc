package io.qrpin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qrpin.access.TrustedProxies.Header;
import io.qrpin.access.TrustedProxies.Range;
import io.qrpin.audit.SourceAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final String PROXY = "10.1.2.3";

  private static TrustedProxies proxies(Header header) {
    return new TrustedProxies(
        Stream.of("10.0.0.0/8", "2001:db8:1::/48")
            .map(it -> Range.parse(it).orElseThrow())
            .toList(),
        header);
  }

  private static String source(Header header, String peer, String... values) {
    return proxies(header)
        .source(peer, List.of(values))
        .map(SourceAddress::toString)
        .orElse("unknown");
  }

  private static String source(String peer, String... values) {
    return source(Header.X_FORWARDED_FOR, peer, values);
  }

  @Test
  void byDefaultNobodyIsTrusted() {
    for (String peer : List.of("127.0.0.1", PROXY, "::1")) {
      assertThat(TrustedProxies.NONE.source(peer, List.of("192.0.2.9")))
          .isEqualTo(SourceAddress.parse(peer));
    }
  }

  @Test
  void aHeaderFromAnybodyElseIsIgnored() {
    assertThat(source("192.0.2.1", "192.0.2.9")).isEqualTo("192.0.2.1");
    assertThat(source("11.0.0.1", "192.0.2.9")).isEqualTo("11.0.0.1");
    assertThat(source("2001:db8:2::1", "192.0.2.9")).isEqualTo("2001:db8:2:0:0:0:0:1");
  }

  @Test
  void theNearestHopThatIsNoTrustedProxyIsTheSource() {
    assertThat(source(PROXY, "192.0.2.9")).isEqualTo("192.0.2.9");
    assertThat(source(PROXY, "203.0.113.7, 192.0.2.9")).isEqualTo("192.0.2.9");
    assertThat(source(PROXY, "203.0.113.7,192.0.2.9 , 10.9.9.9")).isEqualTo("192.0.2.9");
    assertThat(source("2001:db8:1::5", "203.0.113.7", "192.0.2.9", "10.9.9.9,10.8.8.8"))
        .isEqualTo("192.0.2.9");
    assertThat(source("::ffff:10.1.2.3", "192.0.2.9")).isEqualTo("192.0.2.9");
  }

  @Test
  void ifAllHopsAreTrustedTheFirstOneIsTheSource() {
    assertThat(source(PROXY, "10.5.5.5, 10.9.9.9")).isEqualTo("10.5.5.5");
  }

  @Test
  void withoutAHeaderTheProxyIsTheSource() {
    assertThat(source(PROXY)).isEqualTo(PROXY);
    assertThat(source(PROXY, "")).isEqualTo(PROXY);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"unknown", "_x", "localhost", "<script>", "1.2.3", ",", "[::1", "a:b:c:"})
  void junkEndsTheWayAtTheNearestAddressThatIsKnown(String junk) {
    assertThat(source(PROXY, junk)).isEqualTo(PROXY);
    assertThat(source(PROXY, "192.0.2.9, " + junk + ", 10.9.9.9")).isEqualTo("10.9.9.9");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "192.0.2.9:4711, 192.0.2.9",
    "2001:db8::9, 2001:db8:0:0:0:0:0:9",
    "::1, 0:0:0:0:0:0:0:1",
    "[2001:db8::9], 2001:db8:0:0:0:0:0:9",
    "[2001:db8::9]:4711, 2001:db8:0:0:0:0:0:9",
    "::ffff:192.0.2.9, 192.0.2.9"
  })
  void portsAndBracketsAreLeftOut(String hop, String address) {
    assertThat(source(PROXY, hop)).isEqualTo(address);
    assertThat(source(Header.FORWARDED, PROXY, "for=\"" + hop + "\"")).isEqualTo(address);
  }

  @Test
  void forwardedNamesTheSourceAmongOtherThings() {
    assertThat(
            source(
                Header.FORWARDED,
                PROXY,
                "for=203.0.113.7",
                "proto=https; For=192.0.2.9;by=10.9.9.9, for=10.9.9.9;host=\"x\""))
        .isEqualTo("192.0.2.9");
    assertThat(source(Header.FORWARDED, PROXY, "by=192.0.2.9")).isEqualTo(PROXY);
    assertThat(source(Header.FORWARDED, PROXY, "192.0.2.9")).isEqualTo(PROXY);
  }

  @Test
  void anOpenQuoteOfTheClientHidesNothingThatAProxyAppends() {
    assertThat(source(Header.FORWARDED, PROXY, "for=203.0.113.7;host=\"a", "for=192.0.2.9"))
        .isEqualTo("192.0.2.9");
  }

  @Test
  void aVeryLongWayIsNotWalkedToItsEnd() {
    String thirtyTwoProxies = String.join(",", Collections.nCopies(32, "10.9.9.9"));

    assertThat(source(PROXY, "192.0.2.9", thirtyTwoProxies.substring("10.9.9.9,".length())))
        .isEqualTo("192.0.2.9");
    assertThat(source(PROXY, "192.0.2.9", thirtyTwoProxies)).isEqualTo("10.9.9.9");
  }

  @Test
  void aPeerWithoutAnAddressIsNotKnown() {
    assertThat(source("a socket", "192.0.2.9")).isEqualTo("unknown");
  }

  @ParameterizedTest(name = "{index} {0} contains {1}: {2}")
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.64.0.0/10, 10.127.255.255, true",
    "10.64.0.0/10, 10.128.0.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "128.0.0.0/1, 128.0.0.1, true",
    "128.0.0.0/1, 127.0.0.1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::1/128, ::1, true",
    "::1/128, ::2, false",
    "32.1.0.0/16, 2001::1, false",
    "2001::/16, 32.1.0.0, false"
  })
  void aRangeContainsTheAddressesThatShareItsFirstBits(
      String range, String address, boolean contains) {
    assertThat(
            Range.parse(range).orElseThrow().contains(SourceAddress.parse(address).orElseThrow()))
        .isEqualTo(contains);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "10.0.0.0/0",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/-8",
        "10.0.0.0/8/8",
        "10.0.0.0/ 8",
        "::/0",
        "2001:db8::/129",
        "2001:db8::1/64",
        "/8",
        "localhost",
        "10.*"
      })
  void anythingElseIsNoRange(String text) {
    assertThat(Range.parse(text)).isEmpty();
  }

  @Test
  void theMessagesOfARangeSayWhatIsWrong() {
    SourceAddress address = SourceAddress.parse("10.0.0.1").orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Range(address, 33))
        .withMessageContaining("1 to 32 bits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Range(address, 31))
        .withMessageContaining("lowest address");
  }
}
