package io.qrpin.hashing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Seals a PIN in the format from before terms were bound, which is read and no longer written. */
public final class FormerSeal {

  private static final byte[] NONCE = "twelve bytes".getBytes(StandardCharsets.US_ASCII);

  private FormerSeal() {}

  /** The stored form under the active key. */
  public static PinHash of(HashedPin hashed, WrapKeys keys, PinBinding place) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    String prefix =
        "$argon2id-a256gcm$v=19$m=%d,t=%d,p=1,keyid=%s$%s"
            .formatted(
                hashed.parameters().memoryKib(),
                hashed.parameters().passes(),
                keys.activeKeyId(),
                base64.encodeToString(hashed.salt()));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, keys.activeKey(), new GCMParameterSpec(128, NONCE));
      cipher.updateAAD(associatedData(place, prefix));
      byte[] tag = hashed.exposeTag(byte[]::clone);
      byte[] sealed = new byte[60];
      System.arraycopy(NONCE, 0, sealed, 0, 12);
      System.arraycopy(cipher.doFinal(tag), 0, sealed, 12, 48);
      return PinHash.parse(prefix + "$" + base64.encodeToString(sealed));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] associatedData(PinBinding place, String prefix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(bytes);
    for (String text : new String[] {"qrpin.pin.v1", place.subscriberId(), place.pinId()}) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      fields.writeInt(utf8.length);
      fields.write(utf8);
    }
    fields.writeInt(4);
    fields.writeInt(place.generation());
    fields.writeInt(prefix.length());
    fields.writeBytes(prefix);
    return bytes.toByteArray();
  }
}
