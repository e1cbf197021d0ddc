package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.goterl.lazysodium.LazySodium;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SodiumArgon2idTest {

  @ParameterizedTest
  @CsvSource({
    "linux-x86-64, libjnidispatch.so, /linux64/libsodium.so",
    "linux-aarch64, libjnidispatch.so, /arm64/libsodium.so",
    "darwin-x86-64, libjnidispatch.jnilib, /mac/intel/libsodium.dylib",
    "darwin-aarch64, libjnidispatch.jnilib, /mac/aarch64/libsodium.dylib",
    "win32-x86-64, jnidispatch.dll, /windows64/libsodium.dll"
  })
  void everyBinaryIsInsideLazysodiumAndItsPlatformHasJnasName(
      String platform, String jnas, String resource) {
    assertThat(SodiumArgon2id.resource(platform)).isEqualTo(resource);
    assertThat(SodiumArgon2id.class.getResource(resource)).isNotNull();
    assertThat(Native.class.getResource("/com/sun/jna/" + platform + "/" + jnas)).isNotNull();
  }

  /** On 32 bits {@code size_t} has another length than the {@code long} that is declared here. */
  @ParameterizedTest
  @ValueSource(strings = {"linux-x86", "linux-ppc64le", "darwin-ppc64", "win32-aarch64", "freebsd"})
  void elsewhereThereIsNone(String platform) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> SodiumArgon2id.resource(platform))
        .withMessage("no libsodium for " + platform);
  }

  @Test
  void thePlatformOfThisMachineIsKnown() {
    assertThat(SodiumArgon2id.resource(Platform.RESOURCE_PREFIX)).endsWithIgnoringCase(suffix());
  }

  private static String suffix() {
    return Platform.isWindows() ? ".dll" : Platform.isMac() ? ".dylib" : ".so";
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
