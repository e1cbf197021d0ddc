package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

  private static final Instant NOW = Instant.parse("2025-10-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** A request that has this one header, and keeps attributes. */
  private static HttpServletRequest request(String clientRequestId) {
    Map<String, Object> attributes = new HashMap<>();
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RequestIdsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeader" ->
                      arguments[0].equals("client-request-id") ? clientRequestId : null;
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "a",
        "Z",
        "0",
        "-",
        "0d0b8d1c-6d9f-4c1e-9d58-4e0d0f8a6a01",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void aHarmlessClientRequestIdIsEchoed(String id) {
    RequestIds ids = RequestIds.of(request(id), CLOCK);
    assertThat(ids.clientRequestId()).isEqualTo(id);
    assertThat(ids.requestId()).isNotEqualTo(id);
  }

  @ParameterizedTest(name = "{index}")
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\n",
        "a\r\nSet-Cookie: a=b",
        "a_b",
        "a.b",
        "<b>",
        "\"",
        "{0d0b8d1c-6d9f-4c1e-9d58-4e0d0f8a6a01}",
        "\u00e4",
        "\u0661",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void anyOtherClientRequestIdIsReplacedByANewOne(String id) {
    RequestIds ids = RequestIds.of(request(id), CLOCK);
    assertThat(ids.clientRequestId()).isEqualTo(ids.requestId());
    assertThat(UUID.fromString(ids.clientRequestId())).hasToString(ids.clientRequestId());
  }

  @Test
  void everyRequestHasANewIdAlsoWhereTheClientRepeatsItsOwn() {
    RequestIds one = RequestIds.of(request("same"), CLOCK);
    RequestIds other = RequestIds.of(request("same"), CLOCK);
    assertThat(one.requestId()).isNotEqualTo(other.requestId());
    assertThat(one.clientRequestId()).isEqualTo(other.clientRequestId());
  }

  @Test
  void oneRequestKeepsItsIdsAndTheMomentItWasFirstSeen() {
    HttpServletRequest request = request("client-1");
    RequestIds first = RequestIds.of(request, CLOCK);
    RequestIds later = RequestIds.of(request, Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
    assertThat(later).isSameAs(first);
    assertThat(first.date()).isEqualTo(NOW);
  }

  @Test
  void theAnswerRepeatsBothAsHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    new RequestIds("request-1", "client-1", NOW).writeTo(headers::put);
    assertThat(headers)
        .containsExactly(
            Map.entry("request-id", "request-1"), Map.entry("client-request-id", "client-1"));
  }
}
