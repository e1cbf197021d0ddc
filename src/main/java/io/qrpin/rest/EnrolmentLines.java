package io.qrpin.rest;

import io.qrpin.bulk.BulkLine;
import io.qrpin.bulk.BulkList;
import io.qrpin.bulk.UnreadableList;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.WireType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a list of workers from JSON, one object a line. Blank lines are skipped. */
final class EnrolmentLines {

  private static final WireType LINE = WireType.unnamed(BulkLine.NAMES.toArray(String[]::new));

  private EnrolmentLines() {}

  /**
   * @throws UnreadableList when the body is too large, is not UTF-8, or has no lines or too many
   */
  static BulkList read(byte[] body) {
    List<BulkLine> lines = new ArrayList<>();
    int number = 0;
    for (String text : BulkList.text(body).split("\n", -1)) {
      number++;
      if (!text.isBlank() && lines.size() <= BulkList.MAX_LINES) {
        lines.add(line(number, text));
      }
    }
    return BulkList.of(body, lines);
  }

  private static BulkLine line(int number, String text) {
    Map<String, String> texts = new HashMap<>();
    try {
      GraphBody object = GraphBody.of(text);
      // Read first, so that an answer about another mistake has the line's id.
      object.text(BulkLine.ID).ifPresent(id -> texts.put(BulkLine.ID, id));
      object.as(LINE);
      for (String name : BulkLine.NAMES) {
        object.text(name).ifPresent(part -> texts.put(name, part));
      }
      return BulkLine.of(number, texts);
    } catch (Refusal refusal) {
      GraphError error = refusal.error();
      Optional<String> id = BulkLine.of(number, texts).id();
      return new BulkLine.Malformed(number, id, error.target(), error.message());
    }
  }
}
