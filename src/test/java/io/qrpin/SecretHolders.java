package io.qrpin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of a package that hold a secret: one of the given types in a field, in what a field
 * is made of ({@code Optional}, a list), or by way of another class of the package that holds one.
 */
public final class SecretHolders {

  private final List<Class<?>> all;

  private SecretHolders(List<Class<?>> all) {
    this.all = all;
  }

  /** Among the classes of the package that a class is in, nested ones too. */
  public static SecretHolders inThePackageOf(Class<?> one) {
    String name = one.getPackageName();
    try {
      Path root = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
        return new SecretHolders(
            files
                .map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
                .<Class<?>>map(file -> load(name + "." + file.replace(".class", ""), one))
                .toList());
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> load(String name, Class<?> beside) {
    try {
      return Class.forName(name, false, beside.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Those that hold one of these types themselves. */
  public Set<Class<?>> directlyOf(Set<Class<?>> secrets) {
    Set<Class<?>> holders = new LinkedHashSet<>();
    all.stream().filter(type -> holdsOneOf(secrets, type)).forEach(holders::add);
    return holders;
  }

  /** Those that hold one of these types in the end. */
  public Set<Class<?>> of(Set<Class<?>> secrets) {
    Set<Class<?>> known = new LinkedHashSet<>(secrets);
    Set<Class<?>> holders = new LinkedHashSet<>();
    while (holders.addAll(directlyOf(known))) {
      known.addAll(holders);
    }
    return holders;
  }

  private static boolean holdsOneOf(Set<Class<?>> secrets, Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(Field::getGenericType)
        .map(Type::getTypeName)
        .anyMatch(name -> secrets.stream().anyMatch(secret -> isNamedIn(name, secret)));
  }

  private static boolean isNamedIn(String typeName, Class<?> secret) {
    String name = Pattern.quote(secret.getTypeName());
    return Pattern.compile("(?<![\\w.$])" + name + "(?![\\w$])").matcher(typeName).find();
  }

  /** A record would print and compare its parts, a subclass could show them. */
  public static void assertFinalAndNotSerializable(Set<Class<?>> holders) {
    assertThat(holders)
        .allSatisfy(
            type -> {
              assertThat(Modifier.isFinal(type.getModifiers())).as(type + " final").isTrue();
              assertThat(type.isRecord()).as(type + " record").isFalse();
              assertThat(Serializable.class.isAssignableFrom(type)).as(type + " silent").isFalse();
            });
  }

  public static void assertSayOnlyTheirNames(Map<Class<?>, Object> samples) {
    assertThat(samples)
        .allSatisfy(
            (type, sample) -> assertThat(sample).hasToString(type.getSimpleName() + "[hidden]"));
  }
}
