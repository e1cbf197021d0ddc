package io.qrpin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.TrustedProxies.Range;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHttpTest {

  private static final PlainHttp PLAIN =
      new PlainHttp(
          Stream.of("10.0.0.0/8", "2001:db8:1::/48")
              .map(it -> Range.parse(it).orElseThrow())
              .toList());

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void thisMachineItselfMayUseIt(String peer) {
    assertThat(new PlainHttp(List.of()).accepts(peer, List.of())).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {"10.1.2.3", "2001:db8:1::7", "192.0.2.1", "::", "0.0.0.0", "localhost", ""})
  void nobodyElseMayByDefault(String peer) {
    assertThat(new PlainHttp(List.of()).accepts(peer, List.of())).isFalse();
    assertThat(new PlainHttp(List.of()).accepts(peer, List.of("https"))).isFalse();
  }

  @Test
  void aProxyThatEndsTlsMay() {
    assertThat(PLAIN.accepts("10.1.2.3", List.of())).isTrue();
    assertThat(PLAIN.accepts("2001:db8:1::7", List.of())).isTrue();
    assertThat(PLAIN.accepts("11.1.2.3", List.of())).isFalse();
  }

  @ParameterizedTest(name = "{index} {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "https | true",
        "HTTPS | true",
        "https, http | true",
        "wss | true",
        "httpx | true",
        "for=192.0.2.9;proto=https | true",
        "for=192.0.2.9;proto=https, for=10.1.2.3;proto=http | true",
        "for=192.0.2.9 | true",
        "http | false",
        "HTTP | false",
        "' http ' | false",
        "http, https | false",
        "http,https | false",
        "for=192.0.2.9;proto=http | false",
        "for=192.0.2.9;Proto=\"http\";by=10.1.2.3 | false",
        "proto=http;for=192.0.2.9, for=10.1.2.3;proto=https | false",
      })
  void unlessItSaysThatItsClientUsedPlainHttp(String forwarded, boolean accepted) {
    for (String peer : List.of("10.1.2.3", "127.0.0.1")) {
      assertThat(PLAIN.accepts(peer, List.of(forwarded))).isEqualTo(accepted);
    }
    assertThat(PLAIN.accepts("192.0.2.1", List.of(forwarded))).isFalse();
  }

  @Test
  void ofSeveralValuesTheFirstIsTheClients() {
    assertThat(PLAIN.accepts("10.1.2.3", List.of("https", "http"))).isTrue();
    assertThat(PLAIN.accepts("10.1.2.3", List.of("http", "https"))).isFalse();
  }
}
