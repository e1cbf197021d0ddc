package io.qrpin.firstrun;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The last lines of a start: how to sign in at the desk, a request to paste, and the address of the
 * sample. They are printed once, as soon as all applications answer.
 *
 * @param httpPort the port that the server listens on
 * @param tokenTool the program that makes sample tokens
 * @param tokenKey the private key that it signs them with
 */
record Welcome(int httpPort, Path tokenTool, Path tokenKey) {

  private static final int LOOKS_AT_APPLICATIONS = 600;
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  void printWhenReady() {
    Thread looking = new Thread(this::waitAndPrint, "qrpin-welcome");
    looking.setDaemon(true);
    looking.start();
  }

  private void waitAndPrint() {
    while (answer("/qrpin/me") != HttpURLConnection.HTTP_UNAUTHORIZED) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    // Applications that cannot be packed have said so; qrpin serves without them.
    for (int look = 0; look < LOOKS_AT_APPLICATIONS; look++) {
      if (answer("/sample/sign-in") == HttpURLConnection.HTTP_OK
          && answer("/qrpin-desk/icon.svg") == HttpURLConnection.HTTP_OK) {
        break;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    System.out.println(text());
  }

  /** The status of an answer: 401 without a token, for example, comes from the application. */
  private int answer(String path) {
    try {
      URLConnection request = URI.create(root() + path).toURL().openConnection();
      return ((HttpURLConnection) request).getResponseCode();
    } catch (IOException e) {
      return HttpURLConnection.HTTP_UNAVAILABLE;
    }
  }

  private String root() {
    return "http://localhost:" + httpPort;
  }

  private String text() {
    return """

        qrpin is ready at %1$s/qrpin, and a sample application at %1$s/sample.
        People enrol workers at %1$s/qrpin-desk. Sign in there as helpdesk, reader or policy; each name is its password too.
        To enrol the first worker, paste the next line into another terminal. It prints the PIN and saves the badge as
        badge.svg. Then open the sample, show the badge to the camera, and type the PIN.

        curl -sS -X PUT %1$s/qrpin/users/worker01@contoso.example/authentication/qrCodePinMethod \
        -H "Authorization: Bearer $(java '%2$s' --key '%3$s' --app --roles UserAuthMethod-QR.ReadWrite.All)" \
        -H 'Content-Type: application/json' -d '{"standardQRCode":{},"pin":{}}' \
        | awk -F'"' '{for (i = 1; i < NF; i++) {if ($i == "code") print "PIN " $(i + 2); \
        if ($i == "binaryValue") print $(i + 2) | "base64 -d > badge.svg"}}'

        %1$s/sample"""
        .formatted(root(), tokenTool, tokenKey);
  }
}
