package io.qrpin;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API is marked, complete, and shown by examples that run. */
class PublicApiTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("io.qrpin");

  private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code(.*?)\\}</pre>");

  @Test
  void aMarkedTypeNeedsOnlyMarkedTypesOfOurs() {
    List<String> unmarked =
        HOUSE.stream()
            .filter(PublicApiTest::isMarked)
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(
                method ->
                    types(method)
                        .filter(type -> type.getPackageName().startsWith("io.qrpin"))
                        .filter(type -> !isMarked(type))
                        .map(type -> method.getFullName() + " needs " + type.getName()))
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void theSampleApplicationNeedsOnlyMarkedTypesOfOurs() {
    List<String> unmarked =
        new ClassFileImporter()
            .importPackages("example.shopfloor").stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(needed -> needed.getTargetClass().getPackageName().startsWith("io.qrpin"))
                .filter(needed -> !isMarked(outermost(needed.getTargetClass())))
                .map(Dependency::getDescription)
                .toList();

    assertThat(unmarked).isEmpty();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(PublicApiTest::outermost).orElse(type);
  }

  @Test
  void nothingOfTheHttpDoorIsMarked() {
    assertThat(HOUSE.stream().filter(type -> type.getPackageName().startsWith("io.qrpin.rest")))
        .noneMatch(PublicApiTest::isMarked);
  }

  @Test
  void everyExampleInAMarkedTypeIsRunByATest() throws IOException {
    String examples =
        squeezed(Files.readString(Path.of("src/test/java/io/qrpin/it/inside/ExamplesIT.java")));

    List<String> shown = examples();

    assertThat(shown).hasSizeGreaterThanOrEqualTo(3);
    assertThat(shown).allSatisfy(example -> assertThat(examples).contains(example));
  }

  /** Only examples of code: a format that is shown in Javadoc is not one. */
  private static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PublicApiTest::read)
          .filter(source -> source.contains("@PublicApi\n"))
          .flatMap(source -> EXAMPLE.matcher(source).results())
          .map(found -> squeezed(found.group(1).replaceAll("(?m)^ *\\* ?", "")))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static boolean isMarked(JavaClass type) {
    return type.isAnnotatedWith(PublicApi.class)
        || type.getEnclosingClass().filter(PublicApiTest::isMarked).isPresent();
  }

  private static Stream<JavaClass> types(JavaMethod method) {
    return Stream.concat(
            Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
        .map(JavaClass::getBaseComponentType);
  }
}
