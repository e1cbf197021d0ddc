package io.qrpin.firstrun;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The last line of a start: a request to paste. It is printed once, as soon as the server answers.
 *
 * @param httpPort the port that the server listens on
 * @param tokenTool the program that makes sample tokens
 * @param tokenKey the private key that it signs them with
 */
record Welcome(int httpPort, Path tokenTool, Path tokenKey) {

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  void printWhenReady() {
    Thread looking = new Thread(this::waitAndPrint, "qrpin-welcome");
    looking.setDaemon(true);
    looking.start();
  }

  private void waitAndPrint() {
    while (!answers()) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    System.out.println(text());
  }

  /** A 401 for a request without a token comes from the application, so it has started. */
  private boolean answers() {
    try {
      URLConnection request = URI.create(root() + "/me").toURL().openConnection();
      return ((HttpURLConnection) request).getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED;
    } catch (IOException e) {
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
