package io.qrpin;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.ONLY_INCLUDE_TESTS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each sentence in the security notes of the README is the name of a test. */
class ReadmeTest {

  @Test
  void everySentenceOfTheSecurityNotesIsTheNameOfATest() throws IOException {
    assertThat(securityNotes()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(namesOfTests()).containsExactlyInAnyOrderElementsOf(securityNotes());
  }

  @Test
  void theCiInstallsThePackagesThatTheReadmeNamesAndRunsItsTestCommands() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    String install =
        readme.stream()
            .filter(line -> line.startsWith("apt-get install "))
            .findFirst()
            .orElseThrow();
    List<String> tests =
        readme.stream()
            .dropWhile(line -> !line.equals("## Tests"))
            .filter(line -> line.startsWith("mvn "))
            .limit(2)
            .toList();

    assertThat(install)
        .contains("chromium", "nodejs", "pgbouncer", "postgresql", "softhsm2", "zbar-tools");
    assertThat(Files.readString(Path.of(".ci/run")))
        .contains(install, "\n" + tests.get(0) + "\nexec " + tests.get(1) + "\n");
  }

  private static List<String> securityNotes() throws IOException {
    String notes =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("## Security notes"))
            .filter(line -> line.startsWith("- ") || line.startsWith("  "))
            .map(line -> line.startsWith("- ") ? "\n" + line.substring(2) : " " + line.strip())
            .collect(joining());
    return notes.lines().filter(line -> !line.isBlank()).toList();
  }

  private static List<String> namesOfTests() {
    return new ClassFileImporter()
        .withImportOption(ONLY_INCLUDE_TESTS).importPackages("io.qrpin").stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(DisplayName.class))
            .peek(
                method ->
                    assertThat(isTest(method)).as(method.getFullName() + " is a test").isTrue())
            .flatMap(method -> Stream.of(method.getAnnotationOfType(DisplayName.class).value()))
            .toList();
  }

  private static boolean isTest(JavaMethod method) {
    return method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class);
  }
}
