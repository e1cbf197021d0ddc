package io.qrpin.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key that signs the checkpoints of the audit trail: the private key with the alias {@value
 * #ALIAS} in the key store that also holds the wrap keys. It is a private key and no secret one, so
 * that an auditor who can verify a trail cannot make one: the certificate beside it is all that a
 * verifier needs. Its curve decides the signature: ECDSA with SHA-256 for P-256, or Ed25519.
 * Immutable; thread safe.
 *
 * <p>A node that holds the key can sign whatever it likes. The signature proves that a checkpoint
 * was made by a node, and not that the node was honest.
 */
public final class CheckpointKey {

  /** The alias of the private key. */
  public static final String ALIAS = "audit-checkpoints";

  private static final int P256_BITS = 256;
  private static final String PROBE = "qrpin";

  private final PrivateKey key;
  private final String algorithm;
  private final String id;

  private CheckpointKey(PrivateKey key, String algorithm, String id) {
    this.key = key;
    this.algorithm = algorithm;
    this.id = id;
  }

  /**
   * Reads the key; empty if the store has no private key of that alias.
   *
   * @param keyStore loaded; PKCS12 or PKCS#11
   * @param password of the entries; null where the store needs none; neither changed nor kept
   * @throws IllegalArgumentException when the key cannot be read or used, or is of another curve;
   *     the message names the alias
   */
  public static Optional<CheckpointKey> from(KeyStore keyStore, char[] password) {
    try {
      if (!keyStore.entryInstanceOf(ALIAS, KeyStore.PrivateKeyEntry.class)) {
        return Optional.empty();
      }
      PrivateKey key = (PrivateKey) keyStore.getKey(ALIAS, password);
      Certificate certificate = keyStore.getCertificate(ALIAS);
      byte[] publicKey = certificate.getPublicKey().getEncoded();
      CheckpointKey read =
          new CheckpointKey(
              key, algorithm(certificate), HexFormat.of().formatHex(AuditRow.digest(publicKey)));
      Signature probe = Signature.getInstance(read.algorithm);
      probe.initVerify(certificate);
      probe.update(PROBE.getBytes(StandardCharsets.UTF_8));
      if (!probe.verify(read.signature(PROBE))) {
        throw new IllegalArgumentException(
            "the key \"" + ALIAS + "\" and its certificate do not belong together");
      }
      return Optional.of(read);
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new IllegalArgumentException("the key \"" + ALIAS + "\" cannot be used", e);
    }
  }

  private static String algorithm(Certificate certificate) {
    if (certificate.getPublicKey() instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
      return "SHA256withECDSA";
    }
    // A PKCS#11 token and the JDK name the algorithm differently.
    String name = certificate.getPublicKey().getAlgorithm();
    if (name.equals("EdDSA") || name.equals("Ed25519")) {
      return "Ed25519";
    }
    throw new IllegalArgumentException(
        "the key \"" + ALIAS + "\" must be of the curve P-256 (secp256r1) or Ed25519");
  }

  /** The SHA-256 digest of the public key (its SubjectPublicKeyInfo), in hexadecimal digits. */
  String id() {
    return id;
  }

  /**
   * Signs a text in UTF-8.
   *
   * @throws IllegalStateException when the key store does not sign
   */
  byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of checkpoints does not sign", e);
    }
  }

  @Override
  public String toString() {
    return "CheckpointKey[" + id + "]";
  }
}
