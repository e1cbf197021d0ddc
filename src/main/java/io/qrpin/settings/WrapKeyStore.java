package io.qrpin.settings;

import io.qrpin.hashing.WrapKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Opens the key store that holds the wrap keys. Without one nothing starts. */
@ApplicationScoped
class WrapKeyStore {

  private static final String FILE = "qrpin.wrap-keys.file";
  private static final String TYPE = "qrpin.wrap-keys.type";
  private static final String PASSWORD = "qrpin.wrap-keys.password";
  private static final String ACTIVE = "qrpin.wrap-keys.active";

  private Settings settings;

  protected WrapKeyStore() {}

  @Inject
  WrapKeyStore(Settings settings) {
    this.settings = settings;
  }

  WrapKeys read() {
    String type = settings.text(TYPE, "PKCS12");
    char[] password = settings.required(PASSWORD).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(type);
      if (type.equals("PKCS11")) {
        store.load(null, password);
      } else {
        File file = new File(settings.required(FILE));
        try (InputStream content = Files.newInputStream(file.toPath())) {
          store.load(content, password);
        }
      }
      return WrapKeys.from(store, password, settings.required(ACTIVE));
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidSetting(FILE, "does not name a key store that opens: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(ACTIVE, "does not name a usable key: " + e.getMessage(), e);
    }
  }
}
