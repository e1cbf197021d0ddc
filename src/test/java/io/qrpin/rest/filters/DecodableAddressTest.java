package io.qrpin.rest.filters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodableAddressTest {

  private final List<String> happened = new ArrayList<>();

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"/qrpin", "/qrpin/users/anna%23EXT%23@contoso.example", "/qrpin/x%2F.."})
  void anAddressOfPercentEncodedUtf8GoesOn(String uri) throws Exception {
    send(uri);
    assertThat(happened).containsExactly("goes on");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {"/qrpin/%FF", "/qrpin/users/%ED%A0%80/pin", "/qrpin/%zz", "/qrpin/\u00e9"})
  void anyOtherAddressIsRefusedBeforeAnythingDecodesIt(String uri) throws Exception {
    send(uri);
    assertThat(happened).containsExactly("sendError 400");
  }

  private void send(String uri) throws Exception {
    HttpServletRequest request = proxy(HttpServletRequest.class, (self, method, arguments) -> uri);
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (self, method, arguments) -> {
              happened.add(method.getName() + " " + arguments[0]);
              return null;
            });
    new DecodableAddress().doFilter(request, response, (in, out) -> happened.add("goes on"));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
