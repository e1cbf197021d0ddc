package io.qrpin.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of Debian's packages. A test that needs one runs where it is installed, and prints one
 * line where it is not.
 */
public final class Installed {

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/usr/local/bin"));
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

  private Installed() {}

  /** The file of a program; without it the test that asks ends here. */
  public static Path program(String name, String debianPackage) {
    return require(
        FOLDERS.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).findAny(),
        name,
        debianPackage);
  }

  /** The file of a library that a server loads before its own. */
  static Path library(String name, String debianPackage) {
    Optional<Path> found;
    try (Stream<Path> files = Files.find(LIBRARIES, 3, (file, is) -> file.endsWith(name))) {
      found = files.findAny();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return require(found, name, debianPackage);
  }

  /** The folder with the programs of the newest PostgreSQL. */
  static Path postgres() {
    Optional<Path> newest = Optional.empty();
    if (Files.isDirectory(POSTGRES)) {
      try (Stream<Path> versions = Files.list(POSTGRES)) {
        newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup")))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .max(Comparator.naturalOrder());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return require(newest, "pg_basebackup", "postgresql");
  }

  private static Path require(Optional<Path> found, String name, String debianPackage) {
    if (found.isEmpty()) {
      System.out.println(
          name
              + " is not installed, so the tests that need it do not run: apt-get install "
              + debianPackage);
    }
    assumeTrue(found.isPresent(), () -> name + " is not installed");
    return found.get();
  }

  /** Runs a program to its end; servers of Debian's packages refuse to run as root. */
  static String runUnprivileged(String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(0, List.of("runuser", "-u", "postgres", "--"));
    }
    return run(line.toArray(String[]::new));
  }

  /** Runs a program to its end and returns what it printed. */
  public static String run(String... command) {
    try {
      Path printed = Files.createTempFile("printed", ".txt");
      // A file, because a server that the program starts keeps a pipe open.
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      int status = process.waitFor();
      String said = Files.readString(printed, StandardCharsets.UTF_8);
      Files.delete(printed);
      if (status != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
