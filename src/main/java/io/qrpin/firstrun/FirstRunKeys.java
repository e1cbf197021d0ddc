package io.qrpin.firstrun;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.KeyGenerator;

/**
 * The keys of a first-run server: a key pair that signs sample tokens, and a key that wraps PIN
 * hashes. The first start makes them, and only their owner can read the files. No other server
 * trusts them.
 */
final class FirstRunKeys {

  /** Protects no secret of value: it opens only the key store of this first-run server. */
  private static final char[] SAMPLE_PASSWORD = "first-run".toCharArray();

  private FirstRunKeys() {}

  /** Returns the file of the private key that signs sample tokens, PKCS#8 in PEM. */
  static Path makeIn(Path folder) throws IOException {
    Path tokenKey = folder.resolve("token-key.pem");
    Path tokenPublicKey = folder.resolve("token-key.pub.pem");
    Path wrapKeys = folder.resolve("wrap-keys.p12");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(tokenPublicKey)) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair pair = generator.generateKeyPair();
        write(tokenKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        write(tokenPublicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      }
      if (!Files.exists(wrapKeys)) {
        write(wrapKeys, newKeyStore());
      }
      return tokenKey;
    } catch (GeneralSecurityException e) {
      throw new IOException("the first-run keys cannot be made", e);
    }
  }

  private static byte[] newKeyStore() throws IOException, GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, SAMPLE_PASSWORD);
    store.setEntry(
        "first-run",
        new KeyStore.SecretKeyEntry(generator.generateKey()),
        new KeyStore.PasswordProtection(SAMPLE_PASSWORD));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, SAMPLE_PASSWORD);
    return out.toByteArray();
  }

  private static byte[] pem(String type, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    String pem = "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    return pem.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a temporary file and renames it, so that a crash leaves no half-written key. */
  private static void write(Path file, byte[] content) throws IOException {
    Path unfinished = Files.createTempFile(file.getParent(), "key", ".tmp");
    if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(unfinished, content);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
