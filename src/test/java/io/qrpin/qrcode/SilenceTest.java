package io.qrpin.qrcode;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A secret cannot speak. Walks every class of the package: the token, the drawing, and whatever has
 * one of them in a field hold the secret. A new one is found here by itself and fails until an
 * instance stands among the samples.
 */
class SilenceTest {

  private static final Set<Class<?>> SECRETS = Set.of(QrToken.class, QrSymbol.class);

  private static Map<Class<?>, Object> samples() {
    return Stream.of(
            BadgeFixtures.zeroToken(),
            BadgeFixtures.badge("kim"),
            BadgeFixtures.symbol("kim", ErrorCorrection.M),
            new IssuedQrCode(null, BadgeFixtures.symbol("kim", ErrorCorrection.M)))
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static List<Class<?>> classesOfThePackage() throws Exception {
    Path root = Path.of(QrToken.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(root.resolve("io/qrpin/qrcode"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .<Class<?>>map(name -> load("io.qrpin.qrcode." + name.replace(".class", "")))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, QrToken.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<Class<?>> holdersOfSecrets() throws Exception {
    Set<Class<?>> holders = new LinkedHashSet<>(SECRETS);
    List<Class<?>> all = classesOfThePackage();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Class<?> type : all) {
        if (!holders.contains(type) && holdsOneOf(holders, type)) {
          grown = holders.add(type);
        }
      }
    }
    return holders;
  }

  private static boolean holdsOneOf(Set<Class<?>> holders, Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(field -> field.getGenericType().getTypeName())
        .anyMatch(name -> holders.stream().map(Class::getName).anyMatch(name::contains));
  }

  @Test
  void everyTypeThatHoldsTheSecretIsAmongTheSamples() throws Exception {
    assertThat(holdersOfSecrets()).containsExactlyInAnyOrderElementsOf(samples().keySet());
  }

  @Test
  void aTypeThatHoldsTheSecretIsAFinalClassThatNobodySerializes() throws Exception {
    assertThat(holdersOfSecrets())
        .allSatisfy(
            type -> {
              assertThat(Modifier.isFinal(type.getModifiers())).as(type + " final").isTrue();
              assertThat(type.isRecord()).as(type + " record").isFalse();
              assertThat(Serializable.class.isAssignableFrom(type)).as(type + " silent").isFalse();
            });
  }

  @Test
  void aTypeThatHoldsTheSecretSaysOnlyItsName() {
    assertThat(samples())
        .allSatisfy(
            (type, sample) -> assertThat(sample).hasToString(type.getSimpleName() + "[hidden]"));
  }
}
