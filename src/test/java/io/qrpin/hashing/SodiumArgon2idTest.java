package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.goterl.lazysodium.LazySodium;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SodiumArgon2idTest {

  @ParameterizedTest
  @CsvSource({
    "1, true, false, /linux64/libsodium.so",
    "1, false, true, /arm64/libsodium.so",
    "0, true, false, /mac/intel/libsodium.dylib",
    "0, false, true, /mac/aarch64/libsodium.dylib",
    "2, true, false, /windows64/libsodium.dll"
  })
  void everyBinaryIsInsideLazysodium(int system, boolean intel, boolean arm, String resource)
      throws IOException {
    assertThat(SodiumArgon2id.resource(system, intel, arm, 8)).isEqualTo(resource);
    try (InputStream binary = SodiumArgon2id.class.getResourceAsStream(resource)) {
      assertThat(binary).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, false, 4", // 32 bits: our size_t has 64
    "1, false, false, 8", // Linux on neither Intel nor ARM
    "0, false, false, 8",
    "2, false, true, 8", // Windows on ARM
    "4, true, false, 8" // FreeBSD
  })
  void elsewhereThereIsNone(int system, boolean intel, boolean arm, int sizeTBytes) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> SodiumArgon2id.resource(system, intel, arm, sizeTBytes))
        .withMessage("no libsodium for this system and processor");
  }

  @Test
  void theNumbersAboveAreJnas() {
    assertThat(new int[] {Platform.MAC, Platform.LINUX, Platform.WINDOWS, Platform.FREEBSD})
        .containsExactly(0, 1, 2, 4);
  }

  @Test
  void closingOneProviderLeavesTheOthersUsable() {
    SodiumArgon2id one = SodiumArgon2id.load();
    SodiumArgon2id other = SodiumArgon2id.load();

    one.close();
    one.close();

    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> tag(one))
        .withMessage("libsodium is closed");
    assertThat(tag(other)).hasSize(32);
    other.close();
  }

  /** Uses a class loader of its own, in which no other test has loaded the library. */
  @Test
  void whenTheLastOneClosesItItIsUnloadedAndMayBeLoadedAgain() throws Exception {
    URL[] classPath = {
      location(SodiumArgon2id.class), location(Native.class), location(LazySodium.class)
    };
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> sodium = loader.loadClass(SodiumArgon2id.class.getName());
      Method load = sodium.getDeclaredMethod("load");
      Method close = sodium.getDeclaredMethod("close");
      load.setAccessible(true);
      close.setAccessible(true);
      Method registered =
          loader.loadClass(Native.class.getName()).getMethod("registered", Class.class);
      Class<?> functions = loader.loadClass(SodiumArgon2id.Functions.class.getName());

      Object one = load.invoke(null);
      Object other = load.invoke(null);
      close.invoke(one);
      close.invoke(one);
      assertThat(registered.invoke(null, functions)).isEqualTo(true);
      close.invoke(other);
      assertThat(registered.invoke(null, functions)).isEqualTo(false);
      close.invoke(load.invoke(null));
    }
  }

  private static byte[] tag(SodiumArgon2id provider) {
    return provider.tag(new byte[8], new byte[16], new Argon2Parameters(64, 1));
  }

  /** A class path without lazysodium-java, as in an application that left it out. */
  @Test
  void withoutTheBinaryItSaysWhyItDoesNotLoad() throws Exception {
    URL[] classPath = {location(SodiumArgon2id.class), location(Native.class)};
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Method load = loader.loadClass(SodiumArgon2id.class.getName()).getDeclaredMethod("load");
      load.setAccessible(true);
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> invoke(load))
          .withMessageStartingWith("libsodium does not load: ")
          .withMessageContaining("libsodium.")
          .satisfies(
              failure ->
                  assertThat(failure.getClass().getName())
                      .isEqualTo(HashingUnavailable.class.getName()));
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static void invoke(Method load) throws Throwable {
    try {
      load.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
