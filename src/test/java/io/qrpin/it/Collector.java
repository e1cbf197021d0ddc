package io.qrpin.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Collects what servers export by OTLP over HTTP. Protobuf has texts in clear, so a test looks for
 * them without knowing the messages.
 */
final class Collector implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Export> exports = new ConcurrentLinkedQueue<>();

  /**
   * @param path the kind of data: {@code /v1/traces}, {@code /v1/metrics} or {@code /v1/logs}
   * @param content the message, each byte as a character
   */
  private record Export(String path, String content) {}

  Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] content = exchange.getRequestBody().readAllBytes();
          exports.add(
              new Export(
                  exchange.getRequestURI().getPath(),
                  new String(content, StandardCharsets.ISO_8859_1)));
          exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  URI root() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** All traces that an application has sent. */
  String traces(String application) {
    return all("/v1/traces", application);
  }

  /** All metrics that an application has sent. */
  String metrics(String application) {
    return all("/v1/metrics", application);
  }

  /** The length of the name comes before it, so that no name is taken for the begin of another. */
  private String all(String path, String application) {
    String name =
        "service.name\u0012"
            + (char) (application.length() + 2)
            + "\n"
            + (char) application.length()
            + application;
    return exports.stream()
        .filter(export -> export.path().equals(path) && export.content().contains(name))
        .map(Export::content)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
