package io.qrpin.desk.sheet;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The employer's logo on cards: a PNG or JPEG picture of at most 1 MiB (1,048,576 bytes) and 2,000
 * by 2,000 pixels. Thread safe.
 */
public final class Logo {

  public static final int MAX_BYTES = 1 << 20;

  /** At 600 dots an inch that is more than the width of a card's text. */
  public static final int MAX_SIDE_PIXELS = 2_000;

  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  private final BufferedImage picture;

  private Logo(BufferedImage picture) {
    this.picture = picture;
  }

  /**
   * @throws IllegalArgumentException when the file cannot be read, or is no such picture; the
   *     message names the file
   */
  public static Logo read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the logo %s has more than %d bytes".formatted(file, MAX_BYTES));
      }
      return new Logo(decoded(Files.readAllBytes(file), file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the logo %s cannot be read".formatted(file), e);
    }
  }

  /** The size is read before the picture, because a small file can unpack to a huge picture. */
  private static BufferedImage decoded(byte[] bytes, Path file) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerOf(in, file);
      if (Math.max(reader.getWidth(0), reader.getHeight(0)) > MAX_SIDE_PIXELS) {
        throw new IllegalArgumentException(
            "the logo %s is larger than %2$d by %2$d pixels".formatted(file, MAX_SIDE_PIXELS));
      }
      return reader.read(0);
    }
  }

  private static ImageReader readerOf(ImageInputStream in, Path file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        reader.setInput(in);
        return reader;
      }
    }
    throw new IllegalArgumentException("the logo %s is neither PNG nor JPEG".formatted(file));
  }

  BufferedImage picture() {
    return picture;
  }
}
