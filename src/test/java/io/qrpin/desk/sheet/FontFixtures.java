package io.qrpin.desk.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Fonts that have one character only, which looks like an A. */
final class FontFixtures {

  /** A character that Liberation Sans does not have. */
  static final String ONE = "\u4e00";

  /** The subsetter's only segments: the letter A, and the end of the table. */
  private static final long ENDS_OF_SEGMENTS = 0x0041_FFFFL;

  /** The tags of tables, as they are in the font's directory. */
  private static final long OS_2 = 0x4F53_2F32L;

  private static final long GLYF = 0x676C_7966L;
  private static final long LOCA = 0x6C6F_6361L;

  /** From a tag in the directory to the place of its table. */
  private static final int OFFSET = 8;

  /** From the beginning of the table OS/2 to the field. */
  private static final int FS_TYPE = 8;

  private FontFixtures() {}

  static Path write(Path folder) throws IOException {
    return write(folder, ONE, 0);
  }

  /**
   * @param character the one that the font has, of the basic plane
   * @param licence the field {@code fsType} of the table OS/2: 0x0002 forbids embedding, 0x0100 a
   *     part of the font
   */
  static Path write(Path folder, String character, int licence) throws IOException {
    ByteBuffer font = ByteBuffer.wrap(letterA());
    font.putChar(font.getInt(positionOf(OS_2, font) + OFFSET) + FS_TYPE, (char) licence);
    int ends = positionOf(ENDS_OF_SEGMENTS, font);
    int starts = ends + 6;
    int deltas = starts + 4;
    char one = character.charAt(0);
    font.putChar(ends, one);
    font.putChar(starts, one);
    font.putChar(deltas, (char) (font.getChar(deltas) + 'A' - one));
    return Files.write(folder.resolve("one.ttf"), font.array());
  }

  /** The places of its glyphs are read where the glyphs are. */
  static Path writeBroken(Path folder) throws IOException {
    ByteBuffer font = ByteBuffer.wrap(letterA());
    int placeOfGlyphs = font.getInt(positionOf(GLYF, font) + OFFSET);
    font.putInt(positionOf(LOCA, font) + OFFSET, placeOfGlyphs);
    return Files.write(folder.resolve("broken.ttf"), font.array());
  }

  private static byte[] letterA() throws IOException {
    try (InputStream file =
            PDDocument.class.getResourceAsStream(
                "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
        TrueTypeFont liberationSans = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
      TTFSubsetter subsetter = new TTFSubsetter(liberationSans);
      subsetter.add('A');
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      subsetter.writeToStream(out);
      return out.toByteArray();
    }
  }

  private static int positionOf(long value, ByteBuffer font) {
    for (int at = 0; at < font.limit() - 4; at += 2) {
      if (Integer.toUnsignedLong(font.getInt(at)) == value) {
        return at;
      }
    }
    throw new AssertionError("the subsetter writes other tables");
  }
}
