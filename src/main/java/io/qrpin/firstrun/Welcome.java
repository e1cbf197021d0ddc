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
 * The last line of a first start: a request to paste. It is said once the server answers.
 *
 * @param httpPort where the server listens
 * @param tokenTool the program that makes tokens
 * @param tokenKey the key it signs them with
 */
record Welcome(int httpPort, Path tokenTool, Path tokenKey) {

  private static final int UNAUTHENTICATED = 401;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  void sayWhenReady() {
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

  /** Whoever shows no token is turned away by the application, and by nothing before it. */
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

        qrpin is ready at %s. Give the first worker a PIN, from another terminal:

        curl -sS -X PATCH %s/users/worker01@contoso.example/authentication/qrCodePinMethod/pin \
        -H "Authorization: Bearer $(java '%s' --key '%s' --app --roles UserAuthMethod-QR.ReadWrite.All)" \
        -H 'Content-Type: application/json' -d '{}'"""
        .formatted(root(), root(), tokenTool, tokenKey);
  }
}
