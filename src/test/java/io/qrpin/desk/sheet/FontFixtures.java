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

/** A font that has one character only: the Han character {@link #ONE}, which looks like an A. */
final class FontFixtures {

  static final String ONE = "\u4e00";

  /** The subsetter's only segments: the letter A, and the end of the table. */
  private static final long ENDS_OF_SEGMENTS = 0x0041_FFFFL;

  private FontFixtures() {}

  static Path write(Path folder) throws IOException {
    ByteBuffer font = ByteBuffer.wrap(letterA());
    int ends = positionOf(ENDS_OF_SEGMENTS, font);
    int starts = ends + 6;
    int deltas = starts + 4;
    char one = ONE.charAt(0);
    font.putChar(ends, one);
    font.putChar(starts, one);
    font.putChar(deltas, (char) (font.getChar(deltas) + 'A' - one));
    return Files.write(folder.resolve("one.ttf"), font.array());
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
    throw new AssertionError("the subsetter writes another table of characters");
  }
}
