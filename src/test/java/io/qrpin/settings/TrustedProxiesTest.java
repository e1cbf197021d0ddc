package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.access.TrustedProxies;
import io.qrpin.access.TrustedProxies.Header;
import io.qrpin.access.TrustedProxies.Range;
import io.qrpin.settings.Settings.InvalidSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final String PROXIES = "qrpin.http.trusted-proxies";
  private static final String TLS_PROXIES = "qrpin.http.tls-proxies";
  private static final String HEADER = "qrpin.http.forwarded-header";

  private static TrustedProxies given(Map<String, String> values) {
    return new Beans(Given.settings(values)).trustedProxies();
  }

  @Test
  void withoutSettingsNoProxyIsTrusted() {
    assertThat(given(Map.of())).isEqualTo(TrustedProxies.NONE);
    assertThat(TrustedProxies.NONE.ranges()).isEmpty();
  }

  @Test
  void addressesAndRangesAreRead() {
    assertThat(given(Map.of(PROXIES, "192.0.2.1, 10.0.0.0/8,2001:db8::/32")))
        .isEqualTo(
            new TrustedProxies(
                List.of(range("192.0.2.1"), range("10.0.0.0/8"), range("2001:db8::/32")),
                Header.X_FORWARDED_FOR));
  }

  @Test
  void theHeaderIsOneOfTwo() {
    assertThat(given(Map.of(HEADER, "Forwarded")).header()).isEqualTo(Header.FORWARDED);
    assertThat(given(Map.of(HEADER, "X-Forwarded-For")).header()).isEqualTo(Header.X_FORWARDED_FOR);
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(Map.of(HEADER, "X-Real-IP")))
        .withMessage(
            "the setting qrpin.http.forwarded-header must be X-Forwarded-For or one of [Forwarded]");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"localhost", "10.0.0.0/8,proxy.example", "10.0.0.1/8", "*", "0.0.0.0/0"})
  void anyOtherTextStopsTheStartAndTheMessageNamesTheSetting(String value) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> given(Map.of(PROXIES, value)))
        .withMessageStartingWith("the setting qrpin.http.trusted-proxies must be addresses")
        .withMessageNotContaining("proxy.example");
  }

  @Test
  void theProxiesThatEndTlsAreReadInTheSameWay() {
    assertThat(new Beans(Given.settings(Map.of())).plainHttp().proxies()).isEmpty();
    assertThat(
            new Beans(Given.settings(Map.of(TLS_PROXIES, "10.0.0.7, 10.1.0.0/16")))
                .plainHttp()
                .proxies())
        .containsExactly(range("10.0.0.7"), range("10.1.0.0/16"));
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> new Beans(Given.settings(Map.of(TLS_PROXIES, "proxy"))).plainHttp())
        .withMessageStartingWith("the setting qrpin.http.tls-proxies must be addresses");
  }

  private static Range range(String text) {
    return Range.parse(text).orElseThrow();
  }
}
