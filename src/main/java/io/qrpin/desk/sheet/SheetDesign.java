package io.qrpin.desk.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The texts and pictures beside a printed symbol. Immutable.
 *
 * @param fields what is shown of a worker and a badge; that a badge is temporary is always shown
 * @param line a text on every card, such as the place where a found badge is returned, at most
 *     {@value #MAX_LINE_CHARACTERS} UTF-16 units; a label has no room for it
 * @param logo on every standard card; a label has no room for it
 * @param fonts for characters that Liberation Sans does not have, the first font with a character
 *     draws it
 * @param locale of dates, and of the words where they are known (English, German, French, Spanish,
 *     Polish); they are English in any other locale
 * @param zone of dates
 */
public record SheetDesign(
    Set<Field> fields,
    Optional<String> line,
    Optional<Logo> logo,
    List<FontFile> fonts,
    Locale locale,
    ZoneId zone) {

  public static final int MAX_LINE_CHARACTERS = 80;

  /** A part of a badge that is shown or not. */
  public enum Field {
    DISPLAY_NAME,
    USER_NAME,
    EMPLOYEE_NUMBER,
    EXPIRY
  }

  /**
   * @throws IllegalArgumentException when the line is blank or too long, or has a character that no
   *     font can draw
   */
  public SheetDesign {
    fields = Set.copyOf(fields);
    fonts = List.copyOf(fonts);
    Objects.requireNonNull(logo, "logo");
    Objects.requireNonNull(locale, "locale");
    Objects.requireNonNull(zone, "zone");
    if (line.isPresent()) {
      check(line.get(), fonts);
    }
  }

  private static void check(String line, List<FontFile> fonts) {
    if (line.isBlank() || line.length() > MAX_LINE_CHARACTERS) {
      throw new IllegalArgumentException(
          "the line on a card has 1 to %d characters".formatted(MAX_LINE_CHARACTERS));
    }
    try (PDDocument document = new PDDocument()) {
      if (new Lettering(document, fonts).drawable(line).isEmpty()) {
        throw new IllegalArgumentException(
            "the line on a card has a character that no font can draw");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All fields, no line, no logo and no font of its own. */
  public static SheetDesign plain(Locale locale, ZoneId zone) {
    return new SheetDesign(
        Set.of(Field.values()), Optional.empty(), Optional.empty(), List.of(), locale, zone);
  }

  boolean shows(Field field) {
    return fields.contains(field);
  }
}
