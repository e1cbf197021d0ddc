package io.qrpin.rest.filters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SafeHeadersTest {

  @Test
  void onlyTlsPromisesTls() {
    assertThat(headersOf(false))
        .isEqualTo(Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer"));
    assertThat(headersOf(true)).containsEntry("Strict-Transport-Security", "max-age=31536000");
  }

  private static Map<String, String> headersOf(boolean secure) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                SafeHeadersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> secure);
    Map<String, String> headers = new TreeMap<>();
    SafeHeaders.writeTo(headers::put, request);
    return headers;
  }
}
