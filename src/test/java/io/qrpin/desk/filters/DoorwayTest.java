package io.qrpin.desk.filters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorwayTest {

  private static boolean isForged(String method, Map<String, String> headers) {
    return Doorway.isForged(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                DoorwayTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, called, arguments) ->
                    called.getName().equals("getMethod") ? method : headers.get(arguments[0])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  void aFormThatNoPageOfTheDeskSendsIsForged(String site) {
    assertThat(isForged("POST", Map.of("Sec-Fetch-Site", site))).isTrue();
    assertThat(isForged("DELETE", Map.of("Sec-Fetch-Site", site))).isTrue();
    assertThat(isForged("GET", Map.of("Sec-Fetch-Site", site))).isFalse();
  }

  @Test
  void aFormOfTheDeskIsNot() {
    assertThat(isForged("POST", Map.of("Sec-Fetch-Site", "same-origin"))).isFalse();
  }

  @Test
  void anOldBrowserSaysItsOrigin() {
    Map<String, String> ours = Map.of("Origin", "https://desk.example", "Host", "desk.example");
    Map<String, String> other = Map.of("Origin", "https://evil.example", "Host", "desk.example");
    assertThat(isForged("POST", ours)).isFalse();
    assertThat(isForged("POST", other)).isTrue();
  }
}
