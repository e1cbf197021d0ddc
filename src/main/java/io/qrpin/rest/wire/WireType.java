package io.qrpin.rest.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type of JSON objects on the wire: the one list of its members. Thread safety: immutable.
 *
 * @param name Graph's name of the type; empty if Graph has none
 * @param members all names, also of read-only members, which requests may have and nothing reads
 * @param parts the types of the members that hold one object, or an array of them
 */
public record WireType(String name, Set<String> members, Map<String, WireType> parts) {

  public WireType {
    members = Set.copyOf(members);
    parts = Map.copyOf(parts);
  }

  /** A type that Graph has. */
  public static WireType named(String name, String... members) {
    return new WireType(name, Set.of(members), Map.of());
  }

  /** A type that Graph does not have, or has as an action's parameters. */
  public static WireType unnamed(String... members) {
    return named("", members);
  }

  /** The same type with one more member. */
  public WireType with(String member) {
    Set<String> more = new HashSet<>(members);
    more.add(member);
    return new WireType(name, more, parts);
  }

  /** The same type with one more member, which holds objects of a type. */
  public WireType with(String member, WireType part) {
    Map<String, WireType> more = new HashMap<>(parts);
    more.put(member, part);
    return new WireType(name, with(member).members(), more);
  }

  /** The value of {@code @odata.type} in answers. */
  public String annotation() {
    return "#" + name;
  }

  /** Whether a request may name this type so; {@code #} before it is optional. */
  boolean isCalled(String stated) {
    return name.isEmpty() || List.of(name, annotation()).contains(stated);
  }
}
