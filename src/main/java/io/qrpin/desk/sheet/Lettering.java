package io.qrpin.desk.sheet;

import static java.util.stream.Collectors.joining;

import io.qrpin.subscriber.Subscriber;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of a document: which text they can draw, and how it fits into lines. Each glyph is
 * drawn as the font has it, one after the other from the left. So texts that need more than that
 * count as not drawable, even if a font has all characters: letters that join, marks that are
 * placed on other letters, and writing from the right. Not thread safe.
 */
final class Lettering {

  /** From the baseline to the top of a capital letter of Liberation Sans. */
  static final double CAPITAL_EM = 0.69;

  /** From the baseline to the lowest point of its letters. */
  private static final double DESCENT_EM = 0.21;

  /** From one baseline to the next. */
  static final double LEADING_EM = 1.17;

  private static final double POINT_MM = 25.4 / 72;
  private static final double SHRINKING_PT = 0.5;

  /** A longer text is cut before it is measured: no card has room for half of it. */
  private static final int MAX_CHARACTERS = 200;

  private static final String ELLIPSIS = "\u2026";

  private final List<Face> faces = new ArrayList<>();

  /** A font that is embedded in the document, with the glyphs that are used. */
  private record Face(PDType0Font font, TrueTypeFont file, CmapLookup glyphs) {

    boolean has(int character) {
      return glyphs.getGlyphId(character) != 0;
    }

    double widthEm(int character) {
      try {
        return (double) file.getAdvanceWidth(glyphs.getGlyphId(character)) / file.getUnitsPerEm();
      } catch (IOException e) {
        throw new IllegalStateException("the font is in memory", e);
      }
    }
  }

  /** Lines of one size. */
  record Block(List<String> lines, double sizePt) {

    /** From the top of the first line's capitals to the last baseline. */
    double heightMm() {
      return (CAPITAL_EM + (lines.size() - 1) * LEADING_EM) * sizePt * POINT_MM;
    }

    /** From the top of the first line's capitals to below the last line. */
    double fullHeightMm() {
      return heightMm() + DESCENT_EM * sizePt * POINT_MM;
    }
  }

  Lettering(PDDocument document, List<FontFile> fonts) throws IOException {
    add(document, liberationSans());
    for (FontFile font : fonts) {
      add(document, font.open());
    }
  }

  private static TrueTypeFont liberationSans() throws IOException {
    try (InputStream file =
        PDDocument.class.getResourceAsStream(
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
      return new TTFParser().parse(new RandomAccessReadBuffer(file));
    }
  }

  private void add(PDDocument document, TrueTypeFont file) throws IOException {
    document.registerTrueTypeFontForClosing(file);
    file.setEnableGsub(false); // a ligature is not as wide as what was measured
    faces.add(new Face(PDType0Font.load(document, file, true), file, file.getUnicodeCmapLookup()));
  }

  /** The display name, or the user name if that cannot be drawn. */
  String name(Subscriber worker) {
    return worker.displayName().flatMap(this::drawable).orElseGet(() -> userName(worker));
  }

  /**
   * The user name, or what can be drawn of the id if that cannot be drawn. A part of a user name
   * could be the name of somebody else.
   */
  String userName(Subscriber worker) {
    return drawable(worker.userPrincipalName()).orElseGet(() -> drawablePart(worker.id().value()));
  }

  private String drawablePart(String text) {
    return clean(
        clean(text)
            .codePoints()
            .mapToObj(Character::toString)
            .filter(character -> character.isBlank() || drawable(character).isPresent())
            .collect(joining()));
  }

  /** The text as it is drawn; empty when it cannot be drawn or nothing is left of it. */
  Optional<String> drawable(String text) {
    String clean = clean(text);
    boolean isDrawable =
        !clean.isEmpty()
            && !Bidi.requiresBidi(clean.toCharArray(), 0, clean.length())
            && clean.codePoints().noneMatch(Lettering::needsShaping)
            && clean.codePoints().allMatch(c -> faces.stream().anyMatch(face -> face.has(c)));
    return isDrawable ? Optional.of(clean) : Optional.empty();
  }

  /** Without what no font draws: control characters, characters without a width, broken ones. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .limit(MAX_CHARACTERS)
        .forEach(
            character -> {
              if (Character.isWhitespace(character)
                  || Character.isSpaceChar(character)
                  || Character.isISOControl(character)) {
                clean.append(' ');
              } else if (Character.getType(character) != Character.FORMAT
                  && Character.getType(character) != Character.SURROGATE) {
                clean.appendCodePoint(character);
              }
            });
    return clean.toString().strip().replaceAll(" +", " ");
  }

  private static boolean needsShaping(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> UnicodeScript.of(character) == UnicodeScript.MONGOLIAN;
    };
  }

  /**
   * Fits a text into a width. It is drawn smaller until it needs few enough lines and no word is
   * broken; in the smallest size, words are broken and the rest is cut off.
   *
   * @param drawable what {@link #drawable} returns
   */
  Block fit(String drawable, double widthMm, double maxPt, double minPt, int maxLines) {
    for (double sizePt = maxPt; sizePt > minPt; sizePt -= SHRINKING_PT) {
      double widthEm = widthMm / POINT_MM / sizePt;
      List<String> pieces = pieces(drawable);
      if (pieces.stream().allMatch(piece -> widthEm(piece.strip()) <= widthEm)) {
        List<String> lines = lines(pieces, widthEm);
        if (lines.size() <= maxLines) {
          return new Block(lines, sizePt);
        }
      }
    }
    double widthEm = widthMm / POINT_MM / minPt;
    List<String> lines = lines(broken(pieces(drawable), widthEm), widthEm);
    return new Block(lines.size() <= maxLines ? lines : cut(lines, maxLines, widthEm), minPt);
  }

  /** A part of a text that stays in one line, with the blank or the hyphen after it. */
  private static List<String> pieces(String text) {
    return List.of(text.split("(?<=[ -])"));
  }

  private List<String> broken(List<String> pieces, double widthEm) {
    List<String> broken = new ArrayList<>();
    for (String piece : pieces) {
      String rest = piece;
      while (widthEm(rest.strip()) > widthEm) {
        int head = headOf(rest, widthEm);
        broken.add(rest.substring(0, head));
        rest = rest.substring(head);
      }
      broken.add(rest);
    }
    return broken;
  }

  private List<String> lines(List<String> pieces, double widthEm) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces) {
      if (widthEm((line + piece).strip()) > widthEm) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(piece);
    }
    lines.add(line.toString().strip());
    return lines;
  }

  /** The last line is filled up with what would follow, and ends with an ellipsis. */
  private List<String> cut(List<String> lines, int maxLines, double widthEm) {
    String rest = String.join(" ", lines.subList(maxLines - 1, lines.size()));
    String head = rest.substring(0, headOf(rest, widthEm - widthEm(ELLIPSIS)));
    List<String> kept = new ArrayList<>(lines.subList(0, maxLines - 1));
    kept.add(head.strip() + ELLIPSIS);
    return kept;
  }

  /** How many UTF-16 units fit into a width; one character always does. */
  private int headOf(String text, double widthEm) {
    int end = text.offsetByCodePoints(0, 1);
    while (end < text.length()
        && widthEm(text.substring(0, text.offsetByCodePoints(end, 1))) <= widthEm) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }

  /** The width of the first line. */
  double widthMm(Block block) {
    return widthEm(block.lines().get(0)) * block.sizePt() * POINT_MM;
  }

  private double widthEm(String drawable) {
    return drawable.codePoints().mapToDouble(c -> faceFor(c).widthEm(c)).sum();
  }

  private Face faceFor(int character) {
    return faces.stream().filter(face -> face.has(character)).findFirst().orElseThrow();
  }

  /** Draws one line, each run of characters in the first font that has them. */
  void draw(String drawable, double sizePt, PDPageContentStream text) throws IOException {
    int start = 0;
    while (start < drawable.length()) {
      Face face = faceFor(drawable.codePointAt(start));
      int end = start;
      while (end < drawable.length() && faceFor(drawable.codePointAt(end)) == face) {
        end = drawable.offsetByCodePoints(end, 1);
      }
      text.setFont(face.font(), (float) sizePt);
      text.showText(drawable.substring(start, end));
      start = end;
    }
  }
}
