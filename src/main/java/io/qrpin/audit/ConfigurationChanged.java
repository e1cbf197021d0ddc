package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The method's configuration was changed, or set back to its defaults.
 *
 * @param before the attributes that changed, with their old values
 * @param after the same attributes, with their new values
 */
@PublicApi
public record ConfigurationChanged(
    Actor by, Instant at, Map<String, String> before, Map<String, String> after)
    implements AuditEvent {

  /**
   * @throws IllegalArgumentException when the attributes are not the same
   */
  public ConfigurationChanged {
    if (!before.keySet().equals(after.keySet())) {
      throw new IllegalArgumentException("each attribute has an old and a new value");
    }
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /** For each attribute {@code NAME.before} and {@code NAME.after}. */
  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    for (String attribute : new TreeSet<>(before.keySet())) {
      details.put(attribute + ".before", before.get(attribute));
      details.put(attribute + ".after", after.get(attribute));
    }
    return details;
  }
}
