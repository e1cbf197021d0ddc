package io.qrpin.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A PostgreSQL with TLS, and a certificate for this machine's name.
 *
 * @param certificate the certificate in PEM, which clients trust
 */
record TlsPostgres(EmbeddedPostgres postgres, Path certificate) {

  private static final String KEY = "postgresql-key.pem";

  static TlsPostgres start(Path folder) {
    try {
      Path certificate = certificateIn(folder);
      EmbeddedPostgres postgres =
          Database.durable()
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", certificate.toString())
              .setServerConfig("ssl_key_file", folder.resolve(KEY).toString())
              .start();
      return new TlsPostgres(postgres, certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a certificate in PEM, and its key beside it. */
  static Path certificateIn(Path folder) {
    char[] password = "unimportant".toCharArray();
    try {
      Files.createDirectories(folder);
      Path store = folder.resolve("postgresql.p12");
      Files.deleteIfExists(store);
      LibertyServer.makeCertificate(store, new String(password));
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream content = Files.newInputStream(store)) {
        keys.load(content, password);
      }
      Path certificate = folder.resolve("postgresql.pem");
      write(certificate, "CERTIFICATE", keys.getCertificate("default").getEncoded());
      Path key = folder.resolve(KEY);
      write(key, "PRIVATE KEY", keys.getKey("default", password).getEncoded());
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      return certificate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String type, byte[] encoded) throws IOException {
    Files.writeString(file, pem(type, encoded));
  }

  static String pem(String type, byte[] encoded) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
