package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.PinHasher;
import io.qrpin.it.LibertyServer;
import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message about the wrap keys names the setting that must change. */
class WrapKeysTest {

  private static final String FILE = "qrpin.wrap-keys.file";
  private static final String PASSWORD = "qrpin.wrap-keys.password";
  private static final String ACTIVE = "qrpin.wrap-keys.active";

  @TempDir private Path folder;
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void aKeyStore() {
    Path file = folder.resolve("keys.p12");
    LibertyServer.writeKeyStore(file, "right");
    settings.putAll(Map.of(FILE, file.toString(), PASSWORD, "right", ACTIVE, "it"));
  }

  @Test
  void aKeyStoreThatOpensIsUsed() {
    assertThat(hasher()).isNotNull();
  }

  @Test
  void theWrongPasswordIsNotBlamedOnTheFile() {
    settings.put(PASSWORD, "false");

    assertRefused(PASSWORD, "does not open the key store of " + FILE);
  }

  @Test
  void aFileThatIsMissingIsNamedByItsSetting() {
    settings.put(FILE, folder.resolve("other.p12").toString());

    assertRefused(FILE, "names a file that does not exist");
  }

  @Test
  void aFileThatIsNoKeyStoreIsBlamedOnTheFile() throws IOException {
    settings.put(FILE, Files.writeString(folder.resolve("text.p12"), "text").toString());

    assertRefused(FILE, "does not name a key store that opens");
  }

  @Test
  void aFolderIsBlamedOnTheFile() {
    settings.put(FILE, folder.toString());

    assertRefused(FILE, "does not name a key store that opens");
  }

  @Test
  void anAliasThatIsMissingIsBlamedOnTheActiveKey() {
    settings.put(ACTIVE, "other");

    assertRefused(ACTIVE, "does not name a usable key");
  }

  @Test
  void aTypeThatNobodyKnowsIsBlamedOnTheType() {
    settings.put("qrpin.wrap-keys.type", "P12");

    assertRefused("qrpin.wrap-keys.type", "names a type that this Java does not have");
  }

  private void assertRefused(String name, String problem) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(this::hasher)
        .withMessageStartingWith("the setting " + name + " " + problem)
        .withMessageNotContaining("false");
  }

  private PinHasher hasher() {
    return new Beans(Given.settings(settings))
        .pinHasher(
            Argon2Providers.choose(Argon2Providers.BOUNCY_CASTLE, 1).argon2id(),
            new Telemetry() {},
            new SecureRandom());
  }
}
