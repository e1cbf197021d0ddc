package io.qrpin.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Key stores with a key for checkpoints, made by {@code keytool} as the README says. */
final class CheckpointKeys {

  static final char[] PASSWORD = "only-for-tests".toCharArray();

  private CheckpointKeys() {}

  /**
   * @param arguments what selects the algorithm, such as {@code -keyalg Ed25519}
   */
  static KeyStore make(Path file, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                CheckpointKey.ALIAS,
                "-dname",
                "CN=qrpin audit",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(arguments));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream content = Files.newInputStream(file)) {
        store.load(content, PASSWORD);
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static CheckpointKey key(KeyStore store) {
    return CheckpointKey.from(store, PASSWORD).orElseThrow();
  }

  /** The certificate of the key, as an auditor gets it. */
  static String certificate(KeyStore store) {
    try {
      byte[] encoded = store.getCertificate(CheckpointKey.ALIAS).getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(encoded)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
