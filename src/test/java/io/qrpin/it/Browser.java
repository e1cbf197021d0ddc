package io.qrpin.it;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A browser: it keeps cookies, follows redirects and fills in forms. */
final class Browser {

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(cookies)
          .followRedirects(Redirect.NORMAL)
          .build();
  private final URI application;

  Browser(URI application) {
    this.application = application;
  }

  /** The page after all redirects. */
  record Shown(int status, String path, String text) {
    @Override
    public String toString() {
      return status + " " + path + " " + text;
    }
  }

  Shown open(String path) {
    return send(HttpRequest.newBuilder(to(path)).GET());
  }

  /** Fills in the form on a page, and sends it. */
  Shown submit(String path, String... namesAndValues) {
    String body =
        IntStream.range(0, namesAndValues.length)
            .mapToObj(i -> encoded(namesAndValues[i]) + (i % 2 == 0 ? "=" : "&"))
            .collect(joining());
    return send(
        HttpRequest.newBuilder(to(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** Stores a cookie that another party made. */
  void keep(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(application, cookie);
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** Another browser, with cookies stolen from this one. */
  Browser stolen() {
    Browser thief = new Browser(application);
    cookies().forEach(cookie -> thief.cookies.getCookieStore().add(application, cookie));
    return thief;
  }

  private URI to(String path) {
    return URI.create(application + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Shown send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
      return new Shown(
          response.statusCode(),
          response.uri().getPath().substring(application.getPath().length()),
          response.body());
    } catch (IOException e) {
      throw new Api.NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
