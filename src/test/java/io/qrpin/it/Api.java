package io.qrpin.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An HTTP client of a server. */
final class Api {

  private final HttpClient client;
  private final URI root;

  Api(URI root) {
    this(root, HttpClient.newBuilder());
  }

  /** A client that speaks TLS. */
  Api(URI root, SSLContext trust) {
    this(root, HttpClient.newBuilder().sslContext(trust));
  }

  private Api(URI root, HttpClient.Builder client) {
    this.root = root;
    this.client = client.version(HttpClient.Version.HTTP_1_1).build();
  }

  /** The address of a worker's PIN. */
  static String pinOf(String user) {
    return "/users/" + user + "/authentication/qrCodePinMethod/pin";
  }

  /** The address of a worker's method. */
  static String methodOf(String user) {
    return "/users/" + user + "/authentication/qrCodePinMethod";
  }

  Call to(String path) {
    return new Call(path);
  }

  /** One request. A test changes its parts and then sends it. */
  final class Call {
    private final String path;
    private final List<String> headers = new ArrayList<>();

    private Call(String path) {
      this.path = path;
    }

    Call bearing(String token) {
      return with("Authorization", "Bearer " + token);
    }

    Call with(String header, String value) {
      headers.add(header);
      headers.add(value);
      return this;
    }

    Answer get() {
      return send("GET", BodyPublishers.noBody());
    }

    Answer delete() {
      return send("DELETE", BodyPublishers.noBody());
    }

    Answer patch(String json) {
      return sendJson("PATCH", json);
    }

    Answer put(String json) {
      return sendJson("PUT", json);
    }

    Answer post(String json) {
      return sendJson("POST", json);
    }

    private Answer sendJson(String method, String json) {
      return with("Content-Type", "application/json").send(method, BodyPublishers.ofString(json));
    }

    Answer send(String method, BodyPublisher body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(root + path))
              .timeout(Duration.ofSeconds(60))
              .method(method, body);
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      try {
        return new Answer(client.send(request.build(), BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new NoAnswer(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** The connection broke before an answer came. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(IOException cause) {
      super(cause);
    }
  }

  /** An answer. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    List<String> headers(String name) {
      return response.headers().allValues(name);
    }

    String body() {
      return response.body();
    }

    JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body()))) {
        return reader.readObject();
      }
    }

    JsonObject error() {
      return json().getJsonObject("error");
    }

    String code() {
      return error().getString("code");
    }

    @Override
    public String toString() {
      return status() + " " + (status() < 400 ? "[hidden]" : body());
    }
  }
}
