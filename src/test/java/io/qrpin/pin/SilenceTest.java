package io.qrpin.pin;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A secret cannot speak. Walks every class of the package: one that has bytes, characters, a key or
 * another such class in a field holds a secret. A new one is found here by itself and fails until
 * an instance stands among the samples.
 */
class SilenceTest {

  private static final List<String> SECRET_TYPES =
      List.of("byte[]", "char[]", "java.security.Key", "javax.crypto.SecretKey");

  private static Map<Class<?>, Object> samples() {
    PinHasher hasher = PinFixtures.hasher();
    HashedPin hashed = hasher.hash(PinFixtures.pin("12345678"));
    PinHash stored = hasher.bind(hashed, PinFixtures.HERE);
    return Stream.of(
            PinFixtures.pin("12345678"),
            hashed,
            stored,
            new RememberedPin(stored, PinFixtures.HERE),
            hasher.compare(PinFixtures.pin("12345678"), stored, PinFixtures.HERE),
            new GuessTags(PinFixtures.keys(1)),
            PinFixtures.keys(1),
            new TagSeal(PinFixtures.keys(1), new SecureRandom()),
            hasher)
        .collect(toMap(Object::getClass, Function.identity()));
  }

  private static List<Class<?>> classesOfThePackage() throws Exception {
    Path root = Path.of(Pin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(root.resolve("io/qrpin/pin"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .<Class<?>>map(name -> load("io.qrpin.pin." + name.replace(".class", "")))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Pin.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<Class<?>> holdersOfSecrets() throws Exception {
    List<Class<?>> all = classesOfThePackage();
    Set<Class<?>> holders = new LinkedHashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Class<?> type : all) {
        if (!holders.contains(type) && holdsSecret(type, holders)) {
          grown = holders.add(type);
        }
      }
    }
    return holders;
  }

  private static boolean holdsSecret(Class<?> type, Set<Class<?>> holders) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(Field::getGenericType)
        .map(Type::getTypeName)
        .anyMatch(
            name ->
                SECRET_TYPES.stream().anyMatch(name::contains)
                    || holders.stream().map(Class::getName).anyMatch(name::contains));
  }

  @Test
  void everyTypeThatHoldsASecretIsAmongTheSamples() throws Exception {
    assertThat(holdersOfSecrets()).containsExactlyInAnyOrderElementsOf(samples().keySet());
  }

  @Test
  void aTypeThatHoldsASecretIsAFinalClassThatNobodySerializes() throws Exception {
    assertThat(holdersOfSecrets())
        .allSatisfy(
            type -> {
              assertThat(Modifier.isFinal(type.getModifiers())).as(type + " final").isTrue();
              assertThat(type.isRecord()).as(type + " record").isFalse();
              assertThat(Serializable.class.isAssignableFrom(type)).as(type + " silent").isFalse();
            });
  }

  @Test
  void aTypeThatHoldsASecretSaysOnlyItsName() {
    assertThat(samples())
        .allSatisfy(
            (type, sample) -> assertThat(sample).hasToString(type.getSimpleName() + "[hidden]"));
  }
}
