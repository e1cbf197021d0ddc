package io.qrpin.desk.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font for characters that Liberation Sans does not have: a TrueType file (.ttf) of at most 32
 * MiB (33,554,432 bytes) that may be embedded in documents. Thread safe.
 */
public final class FontFile {

  public static final int MAX_BYTES = 32 << 20;

  private final byte[] bytes;

  private FontFile(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when the file cannot be read, or is no such font; the message
   *     names the file
   */
  public static FontFile read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the font %s has more than %d bytes".formatted(file, MAX_BYTES));
      }
      FontFile font = new FontFile(Files.readAllBytes(file));
      font.tryOn(file);
      return font;
    } catch (IOException e) {
      throw new IllegalArgumentException("the font %s cannot be read".formatted(file), e);
    }
  }

  private void tryOn(Path file) {
    try (PDDocument document = new PDDocument()) {
      PDType0Font.load(document, open(), true).subset();
    } catch (IOException | RuntimeException e) { // of a font parser that was given anything
      throw new IllegalArgumentException(
          "the font %s is no TrueType font that may be embedded".formatted(file), e);
    }
  }

  /** The font; the caller closes it. */
  TrueTypeFont open() throws IOException {
    return new TTFParser().parse(new RandomAccessReadBuffer(bytes));
  }
}
