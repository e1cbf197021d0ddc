package io.qrpin.firstrun;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The last line of a start: a request to paste. It is printed once, as soon as the server answers.
 *
 * @param httpPort the port that the server listens on
 * @param tokenTool the program that makes sample tokens
 * @param tokenKey the private key that it signs them with
 */
record Welcome(int httpPort, Path tokenTool, Path tokenKey) {

  private static final int UNAUTHENTICATED = 401;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  void printWhenReady() {
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "qrpin-welcome");
              thread.setDaemon(true);
              return thread;
            });
    HttpClient client = HttpClient.newHttpClient();
    Runnable look =
        () -> {
          if (answers(client)) {
            System.out.println(text());
            looking.shutdown();
          }
        };
    long pause = BETWEEN_LOOKS.toMillis();
    looking.scheduleWithFixedDelay(look, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** A 401 for a request without a token comes from the application, so it has started. */
  private boolean answers(HttpClient client) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(root() + "/me")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
          == UNAUTHENTICATED;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String root() {
    return "http://localhost:" + httpPort + "/qrpin";
  }

  private String text() {
    return """

        qrpin is ready at %s. To give the first worker a PIN, paste this into another terminal:

        curl -sS -X PATCH %s/users/worker01@contoso.example/authentication/qrCodePinMethod/pin \
        -H "Authorization: Bearer $(java '%s' --key '%s' --app --roles UserAuthMethod-QR.ReadWrite.All)" \
        -H 'Content-Type: application/json' -d '{}'"""
        .formatted(root(), root(), tokenTool, tokenKey);
  }
}
