package io.qrpin.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a CSV table. Every field is a text, so that leading zeros stay. */
final class CsvTable {

  private static final String SEPARATORS = ";,\t";
  private static final int REQUIRED = 3;

  /** How many characters of an unknown name an error repeats. */
  private static final int MAX_SHOWN = 64;

  private CsvTable() {}

  /**
   * @throws UnreadableList when the header is not usable or a quote is not closed
   */
  static List<BulkLine> lines(String text) {
    List<BulkLine> lines = new ArrayList<>();
    List<String> header = List.of();
    try {
      for (CsvRecord record : reader(text)) {
        List<String> fields = record.getFields().stream().map(String::strip).toList();
        if (fields.stream().allMatch(String::isEmpty)) {
          continue;
        }
        if (header.isEmpty()) {
          header = header(fields);
        } else if (lines.size() <= BulkList.MAX_LINES) {
          lines.add(line((int) record.getStartingLineNumber(), header, fields));
        }
      }
    } catch (CsvParseException e) {
      throw new UnreadableList("The list is not well-formed CSV: " + e.getMessage());
    }
    if (header.isEmpty()) {
      throw new UnreadableList("The list has no header.");
    }
    return lines;
  }

  private static Iterable<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .fieldSeparator(separator(text))
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text);
  }

  /** The first separator in the text. A header of one column has none, and is refused anyway. */
  private static char separator(String text) {
    return (char) text.chars().filter(c -> SEPARATORS.indexOf(c) >= 0).findFirst().orElse(',');
  }

  private static List<String> header(List<String> fields) {
    List<String> header = new ArrayList<>();
    for (String field : fields) {
      String name =
          BulkLine.NAMES.stream()
              .filter(field::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(() -> new UnreadableList("There is no column " + shown(field) + "."));
      if (header.contains(name)) {
        throw new UnreadableList("The column " + name + " is there twice.");
      }
      header.add(name);
    }
    for (String name : BulkLine.NAMES.subList(0, REQUIRED)) {
      if (!header.contains(name)) {
        throw new UnreadableList("The column " + name + " is missing.");
      }
    }
    return header;
  }

  /** Extra fields may be blank, because spreadsheets write such. */
  private static BulkLine line(int number, List<String> header, List<String> fields) {
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < Math.min(header.size(), fields.size()); i++) {
      texts.put(header.get(i), fields.get(i));
    }
    boolean hasExtra = fields.stream().skip(header.size()).anyMatch(field -> !field.isEmpty());
    if (fields.size() < header.size() || hasExtra) {
      return new BulkLine.Malformed(
          number,
          BulkLine.of(number, texts).id(),
          Optional.empty(),
          "The line has %d fields, and the header has %d.".formatted(fields.size(), header.size()));
    }
    return BulkLine.of(number, texts);
  }

  private static String shown(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= MAX_SHOWN
        ? "\"" + name + "\""
        : "\"" + name.substring(0, name.offsetByCodePoints(0, MAX_SHOWN)) + "…\"";
  }
}
