package io.qrpin.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The permission table as data; {@code permissions.txt} explains its rows, columns and letters. */
public final class Permissions {

  /** Role template ids, by the columns of a person who acts on another user or the tenant. */
  public static final Map<String, List<String>> ROLES = roles();

  static final Set<Operation> ON_USERS =
      EnumSet.of(
          Operation.READ,
          Operation.ENROL,
          Operation.RESET_PIN,
          Operation.UNLOCK,
          Operation.CHANGE_PIN,
          Operation.DELETE_PIN,
          Operation.DELETE_CODE,
          Operation.DELETE_METHOD,
          Operation.ENROL_IN_BULK);
  static final Set<Operation> ON_THE_TENANT =
      EnumSet.of(
          Operation.LIST_EXPIRING,
          Operation.READ_POLICY,
          Operation.WRITE_POLICY,
          Operation.READ_AUDIT,
          Operation.SIGN_IN,
          Operation.ENROL_IN_BULK);

  private static final Map<Character, Operation> LETTERS =
      Map.ofEntries(
          Map.entry('R', Operation.READ),
          Map.entry('E', Operation.ENROL),
          Map.entry('P', Operation.RESET_PIN),
          Map.entry('U', Operation.UNLOCK),
          Map.entry('C', Operation.CHANGE_PIN),
          Map.entry('D', Operation.DELETE_PIN),
          Map.entry('K', Operation.DELETE_CODE),
          Map.entry('M', Operation.DELETE_METHOD),
          Map.entry('L', Operation.LIST_EXPIRING),
          Map.entry('V', Operation.READ_POLICY),
          Map.entry('W', Operation.WRITE_POLICY),
          Map.entry('A', Operation.READ_AUDIT),
          Map.entry('S', Operation.SIGN_IN),
          Map.entry('B', Operation.ENROL_IN_BULK));

  private static final Map<String, Map<String, Set<Operation>>> TABLE = read();

  private Permissions() {}

  /** The rows; the one without a permission is empty. */
  public static List<String> permissions() {
    return List.copyOf(TABLE.keySet());
  }

  /** Whether the cell holds the operation. */
  public static boolean allows(String permission, String column, Operation operation) {
    return TABLE.get(permission).get(column).contains(operation);
  }

  private static Map<String, List<String>> roles() {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    roles.put("none", List.of());
    roles.put("GR", List.of("f2ef992c-3afb-46b9-b7cf-a126ee74c451"));
    roles.put("AA", List.of("c4e39bd9-1100-46d3-8c65-fb160da0071f"));
    roles.put("PAA", List.of("7be44c8a-adaf-4e2a-84d6-ab2649e08a13"));
    roles.put("APA", List.of("0526716b-113d-4c15-b2c8-68e3c22b9f80"));
    roles.put("RR", List.of("4a5d8f65-41da-4de4-8968-e035b65339cf"));
    return roles;
  }

  private static Map<String, Map<String, Set<Operation>>> read() {
    List<List<String>> rows =
        text().lines().filter(line -> !line.startsWith("#")).map(Permissions::split).toList();
    List<String> head = rows.get(0);
    Map<String, Map<String, Set<Operation>>> table = new LinkedHashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, Set<Operation>> cells = new LinkedHashMap<>();
      for (int column = 1; column < head.size(); column++) {
        cells.put(head.get(column), operations(row.get(column)));
      }
      table.put(row.get(0).replace("(nothing)", ""), cells);
    }
    return table;
  }

  private static List<String> split(String line) {
    return new ArrayList<>(Stream.of(line.split("\\|")).map(String::strip).toList());
  }

  private static Set<Operation> operations(String cell) {
    return cell.replace("-", "")
        .chars()
        .mapToObj(letter -> LETTERS.get((char) letter))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String text() {
    try (InputStream file = Permissions.class.getResourceAsStream("permissions.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
