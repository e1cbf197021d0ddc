package io.qrpin.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that a test can fill. Only root can mount one. */
final class SmallDisk implements AutoCloseable {

  private static final String SIZE = "size=256m,mode=0777";
  private static final int PIECE_BYTES = 4_096;

  final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; where that is not allowed, the test that asks ends here. */
  static SmallDisk mount() {
    Path folder = newFolder();
    boolean isMounted = false;
    try {
      Installed.run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString());
      isMounted = true;
    } catch (IllegalStateException e) {
      System.out.println("no file system can be mounted, so the test of a full disk does not run");
    }
    assumeTrue(isMounted, "no file system can be mounted");
    return new SmallDisk(folder);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("small-disk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes all space that is left. */
  void fill() {
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream file = Files.newOutputStream(ballast())) {
      while (true) {
        file.write(piece);
      }
    } catch (IOException e) {
      // There is no space left.
    }
  }

  /** Gives the space back. */
  void free() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    Installed.run("umount", "--lazy", folder.toString());
  }
}
